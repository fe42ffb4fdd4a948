"""Another child named in words that answer a question about one: whom it is asked about. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from practice.mentions import mentioned, nearly_mentioned
from prompts.steps import Json


@dataclass(frozen=True)
class Known:
    """Whom a draft may be about, and whose family each is of where that is known."""

    refs: Sequence[str] = ()
    families: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Mapping[str, Json]) -> "Known":
        """Return what the context of a draft says."""
        refs, families = context.get("children"), context.get("families")
        return cls(
            [str(ref) for ref in refs] if isinstance(refs, list | tuple) else [],
            {k: str(v) for k, v in families.items()} if isinstance(families, Mapping) else {},
        )

    def beside(self, refs: Iterable[str]) -> "Known":
        """Return these and others whom the writer knows, who are of nobody's family here."""
        return Known([*self.refs, *refs], self.families)

    def are_family(self, one: str, others: Collection[str]) -> bool:
        """Say whether a child is of one family with any of the others."""
        family = self.families.get(one)
        return family is not None and any(self.families.get(ref) == family for ref in others)


def another_child(
    words: str, about: Collection[str], told: Iterable[str], known: Known
) -> str | None:
    """Return the first whom words name beside those that a draft is about; None for nobody."""
    return next(iter(other_children(words, about, told, known)), None)


def other_children(
    words: str, about: Collection[str], told: Iterable[str], known: Known
) -> list[str]:
    """Return the children whom words name beside those that a draft is about, in order.

    A brother or a sister is of the same story. Nobody is asked about twice: not a child who is
    named in what was `told` before. A slip counts where it can mean one child alone.
    """
    slips = [] if set(nearly := nearly_mentioned(words, known.refs)) & set(about) else nearly
    named = [*mentioned(words, known.refs), *(slips if len(slips) == 1 else [])]
    new = [ref for ref in named if ref not in about and not known.are_family(ref, about)]
    settled = {ref for text in told for ref in mentioned(text, known.refs)} if new else set()
    return [ref for ref in new if ref not in settled]


def siblings_named(told: Iterable[str], about: Collection[str], known: Known) -> list[str]:
    """Return the brothers and sisters who are named in what was told and are not in it yet."""
    named = dict.fromkeys(ref for text in told for ref in mentioned(text, known.refs))
    return [ref for ref in named if ref not in about and known.are_family(ref, about)]
