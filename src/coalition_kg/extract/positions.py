"""Who stands where a subject does: neither governed, nor aside, nor in a clause that only describes."""

from coalition_kg.extract.actors import Actor
from coalition_kg.extract.items import Item, is_host, opens_apposition
from coalition_kg.extract.phrases import NounPhrase
from coalition_kg.extract.reading import Reading

# Decisions that, as nouns, have an owner: ``quyết định của Tokyo``.
DECIDED = {"pledge", "plan", "order", "consider"}
# How far before an item a clause that it stands in, or a country beside it, may begin.
APPOSED = 7
RELATIVE = 9
# How far behind ``đồng minh`` the mark may stand that ends what it describes.
ASIDE = 8
# How far before the camp the verb of being there may stand.
CAMP = 4


class Positions(Reading):
    """A sentence in which those who may act are told from those who only stand beside."""

    def owns_decision(self, first: int) -> bool:
        """Return whether what starts at an item is the owner in ``quyết định của Thủ tướng X``."""
        return first >= 2 and self.items[first - 1].among("of") and self.items[first - 2].modal in DECIDED

    def is_served(self, phrase: NounPhrase) -> bool:
        """Return whether a role is for a force: ``để bảo vệ các kỹ sư Nhật và huấn luyện ...``."""
        return any(m.first < phrase.first <= m.last + 1 for m in self.marks("roles", "act", "role"))

    def is_landlord(self, phrase: NounPhrase) -> bool:
        """Return whether a force only owns the camp: ``Nhóm công binh đóng trong trại của quân Anh``."""
        of, camp = self.item(phrase.first - 1), self.item(phrase.first - 2)
        if of is None or camp is None or not of.among("of") or not camp.has("kind_of_place"):
            return False
        stationed = next(
            (i for i in self.places_before(phrase.first - 2, CAMP) if self.items[i].has("stationed")), None
        )
        return stationed is not None and any(p.is_force for p in self.phrases_before(stationed))

    def is_subject(self, candidate: Actor | NounPhrase) -> bool:
        """Return whether an actor or a force stands where the subject of a clause does."""
        if candidate.first == 0 or self.owns_decision(candidate.first):
            return True
        before, after = self.items[candidate.first - 1], self.item(candidate.last + 1)
        if before.text == "(" and after is not None and after.text == ")":
            return False  # ``doanh trại Buehring (Kuwait)``
        if before.among("such-as") and after is not None and after.among("have"):
            return True  # ``nhiều nước gửi quân, như Kazakhstan có 28 lính``
        if any(m.last == candidate.first - 1 for m in self.marks("sectors", "under")):
            return False
        if _governs(before) and not before.among("itself"):
            led = before.among("by") and self._leads_party(candidate)
            return led or self._is_apposed(candidate)
        if before.has("and") and self._is_talked_to(candidate):
            return False
        if isinstance(candidate, NounPhrase):
            return candidate.kind != "allies" or not self._is_aside(candidate)
        served = any(
            m.last == candidate.first - 1 for m in self.marks("roles", "act")
        )  # ``bảo vệ lính Nhật``
        if served or (candidate.kind == "person" and not candidate.codes and self._is_counted(candidate)):
            return False
        return candidate.kind != "country" or not self._is_object(candidate, before)

    def _is_counted(self, person: Actor) -> bool:
        """``10 sĩ quan liên lạc``: no one by name, but so many of a force."""
        counted = (p for p in self.phrases if p.is_force and p.quantity is not None)
        named = (person.name or "")[:1].isupper()
        return not named and any(p.first < person.first <= p.last for p in counted)

    def _is_talked_to(self, candidate: Actor | NounPhrase) -> bool:
        """``Chúng tôi đang thảo luận với phía Iraq, các đối tác và Mỹ về việc giảm quân``."""
        for index in self.places_before(candidate.first, RELATIVE):
            if self.items[index].among("with-word"):
                return index > 0 and self.items[index - 1].modal == "consider"
            if self.items[index].has("modal"):
                return False
        return False

    def _before(self, candidate: Actor | NounPhrase) -> Item | None:
        """The item before a candidate, or before the ``người`` of ``người Mỹ``."""
        before = self.item(candidate.first - 1)
        people = before is not None and before.among("person") and before.quantity is None
        return self.item(candidate.first - 2) if people else before

    def _is_apposed(self, candidate: Actor | NounPhrase) -> bool:
        """``Hai nước vùng Baltic là Latvia và Estonia dự kiến ...``; ``Đông nhất là Mỹ, với ...``."""
        before, after = self._before(candidate), self.item(candidate.last + 1)
        if before is None or not before.among("is") or not candidate.codes:
            return False
        if after is not None and after.text == "," and isinstance(candidate, Actor):
            return True
        near = range(candidate.first - 2, max(-1, candidate.first - RELATIVE), -1)
        nations = [
            i for i in near if self.items[i].has("state_noun") or self.items[i].has("pronoun", "country")
        ]
        return any(
            (i >= 1 and self.items[i - 1].quantity is not None) or " " in self.items[i].text for i in nations
        )

    def _leads_party(self, candidate: Actor | NounPhrase) -> bool:
        """``Phe bảo thủ do Thủ tướng X dẫn đầu tuyên bố ...``: the leader speaks for the party."""
        led = any(m.first == candidate.last + 1 for m in self.marks("sectors", "command", "passive_command"))
        return led and isinstance(candidate, Actor) and candidate.kind == "person"

    @staticmethod
    def _is_object(country: Actor, before: Item) -> bool:
        """``ủng hộ Mỹ đồng thời tuyên bố ...``, ``được Mỹ coi là ...``; a host behind any other word."""
        if before.has("modal", "support") or before.among("passive"):
            return True
        return is_host(country.codes[0]) and not before.is_stop

    def inside_relative(self, position: int, index: int) -> bool:
        """Return whether an item before another stands in a clause between commas, which only describes.

        ``Ba Lan, nước mà Mỹ coi là đồng minh, có ...``: who stands inside the clause is not who has.
        """
        for start in range(position, max(0, position - RELATIVE), -1):
            state = self.items[start].has("state_noun") or opens_apposition(self.items, start - 1)
            if state and self.items[start - 1].text in {",", "-"}:
                marks = [i for i in range(start + 1, index) if self.items[i].text in {",", "-"}]
                return bool(marks) and position < marks[0]
        return False

    def inside_noun_clause(self, position: int, index: int) -> bool:
        """``ủng hộ việc Mỹ tấn công Iraq, nhưng không góp quân``: the clause ends before what follows."""
        nominal = position > 0 and self.items[position - 1].has("nominal")
        return nominal and self.breaks_between(position, index, ("contrast",))

    def inside_brackets(self, position: int, index: int) -> bool:
        """``Kerry (Tổng thống Bush thì ...) phản đối``: opened before one item, closed before another."""
        closed = any(self.items[i].text == ")" for i in range(position, index))
        opened = any(self.items[i].text == "(" for i in range(max(0, position - RELATIVE), position))
        return opened and closed and self.items[position - 1].text == "("

    def inside_apposition(self, candidate: Actor | NounPhrase, index: int) -> bool:
        """``Na Uy, thành viên NATO, không ủng hộ ...``: who stands between the commas only describes."""
        commas = (i for i in self.places_before(candidate.first, APPOSED) if self.items[i].text == ",")
        opened = next(commas, None)
        if opened is None or not self.items[opened + 1].among("member-of"):
            return False
        closed = next(
            (i for i in self.places_after(candidate.last, ASIDE) if self.items[i].text == ","), None
        )
        if closed is None or closed >= index:
            return False
        named = any(a.last == opened - 1 and a.kind == "country" and a.first <= 1 for a in self.actors)
        return named and not any(i.has_any("modal", "break") for i in self.items[opened + 1 : closed])

    def _is_aside(self, phrase: NounPhrase) -> bool:
        """``Berlusconi, đồng minh thân cận của Mỹ, ...``: between commas it only describes."""
        if self.items[phrase.first - 1].text not in {",", "-"}:
            return False
        return any(i.text in {",", "-"} for i in self.after(phrase.last, ASIDE))


def _governs(before: Item) -> bool:
    """A preposition or ``của`` makes what follows no subject."""
    return before.has_any("of", "in", "not_subject") or before.among("serving-in", "joining", "following")
