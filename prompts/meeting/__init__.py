"""The supervision as it is held: agenda, children in depth and looked at, the own part, the end."""

from prompts.meeting.conversation import MeetingConversation

__all__ = ["MeetingConversation"]
