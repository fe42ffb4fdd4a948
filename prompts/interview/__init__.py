"""The interview: a guide's questions along the path that the answers open (`path`).

Where it stands is folded from its steps (`state`); an input to a question goes to `answering`, one
to the cards of the end to `checking`.
"""

from prompts.interview.conversation import InterviewConversation, interview_of

__all__ = ["InterviewConversation", "interview_of"]
