"""What the context of a guide can hold: the names and lists that the program fills in."""

CONTEXT = frozenset(
    {
        "child",
        "practitioner",
        "supervisor",
        "last_action_count",
        "outcome_count",
        "worker_changed",
        "leaving",
        "colleagues",
        "last_on",
        "last_plan",
        "act_by",
        "act_by_passed",
        "status",
        "age",
        "unborn",
        "communication",
        "family_count",
        "moved_question",
        "moved_on",
        "asks_what_moved",
        "meant_to_say",
        "meant_on",
        "drawn",
    }
)
"""Single values, which a guide lists in `names` to use them."""

LISTS = {
    "last_actions": frozenset({"what", "who", "due", "carried"}),
    "last_outcomes": frozenset({"what", "last_rating", "last_on", "low", "high"}),
}
"""Lists that a group can go through with `each`, and the names that their entries hold."""
