"""Outcomes that name a task of an adult or a vague wish, and those that say what changes."""

from practice.outcomes import says_no_change
from tests.each import each

TASKS = [
    "attend the youth club",
    "Engage with services",
    "Engage with services.",
    "mum to attend parenting course",
    "Mum attends the parenting course",
    "refer to CAMHS",
    "Referral to CAMHS",
    "complete the assessment",
    "Completion of the parenting assessment",
    "Parents attend the programme",
    "Mum to engage with the domestic abuse worker and complete the course",
    "Social worker to visit weekly",
    "Both parents will work with the family support worker",
    "Kayleigh to attend six counselling sessions",
    "CH-0417 will engage with CAMHS",
    "She attends the young carers group",
    "Attending all appointments",
    "School to refer her to the nurse",
    "Mum to stop drinking",
    "Dad to contact the housing team, mum to ring the GP",
    "we will carry out direct work",
]
WISHES = [
    "improve",
    "Improve attendance",
    "Improved home conditions",
    "be safe",
    "To be safe and well",
    "For her to be safe",
    "Better attendance",
    "Better relationship between mum and child",
    "reduce risk of harm",
    "Needs are met",
    "Stability",
    "Home conditions improve",
    "To reach her full potential",
    "Improve emotional wellbeing and resilience",
]
CHANGES = [
    "She sleeps through the night in her own bed",
    "He goes to school every day",
    "attend school every day",
    "She attends school without being sick first",
    "Attend the youth club, so that he has friends his own age",
    "She feels safe at night when dad is home",
    "He has a hot meal every evening",
    "Mum plays with her on the floor ten minutes a day",
    "Dad to read to her at bedtime",
    "Nobody shouts at home in front of the children",
    "She tells her teacher when she is hungry",
    "He is not out after ten at night",
    "Less shouting at bedtime",
    "She can say no to him",
    "Knows who will pick him up from nursery",
    "Rings her nan when she is frightened",
    "She completes her homework at the kitchen table",
    "Sees his brother every Saturday",
    "",
]


@each("text", TASKS + WISHES)
def test_a_task_or_a_vague_wish_is_seen(text: str) -> None:
    assert says_no_change(text)


@each("text", CHANGES)
def test_what_may_say_a_change_passes(text: str) -> None:
    assert not says_no_change(text)
