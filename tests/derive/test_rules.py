"""What follows by each rule, and what must not."""

import re
from pathlib import Path

import pytest

from coalition_kg.model import DateMention, Fact, Quantity
from tests.derive import facts as given
from tests.derive.facts import (
    MASKED,
    RULES,
    command,
    commitment,
    conclusions,
    loss,
    member,
    name_of,
    strength,
    told,
)

APRIL, JULY = "2004-04-01 2004-04-30", "2005-07-01 2005-07-31"
TIME = "holdsFrom holdsUntil"


def test_a_date_of_its_own_comes_before_that_of_the_article() -> None:
    dated = strength("PT", 128, "april", as_of=given.on("2003-11-12"))
    assert told("dated-by-text", TIME, dated) == ["2003-11-12 2003-11-12"]
    assert conclusions("dated-by-article", dated) == []


def test_the_present_is_that_of_the_article() -> None:
    assert told("dated-by-article", TIME, strength("PL", 2400, "april")) == [APRIL]
    assert told("dated-by-article", TIME, commitment("ES", "withdraw", "planned", "july", "2006-01")) == [
        JULY
    ]


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param(strength("GB", 40000, "april", phase="past"), id="a former strength"),
        pytest.param(strength("PL", 2400, "undated"), id="an article without date"),
        pytest.param(
            strength("PL", 2400, "april", as_of=DateMention("4", None, redacted=True)),
            id="a masked date",
        ),
        pytest.param(loss("IT", 19, "april"), id="losses of an unknown day"),
    ],
)
def test_no_time_is_made_up(fact: Fact) -> None:
    assert conclusions("dated-by-article", fact) == conclusions("dated-by-text", fact) == []


SECTOR = (member("UA", "PL", "april"), command("PL", "south-central", "april"))


def test_a_country_is_present_where_it_serves_and_where_it_commands() -> None:
    wanted = "country sector contingent " + TIME
    assert told("sector-presence", wanted, *SECTOR) == [
        f"country:PL sector:PL-IQ - {APRIL}",
        f"country:UA sector:PL-IQ contingent:UA-IQ {APRIL}",
    ]


def test_a_sector_covers_an_area() -> None:
    assert told("sector-area", "country area " + TIME, *SECTOR) == [f"country:PL area:south-central {APRIL}"]
    undated = command("PL", "south", "undated")
    assert told("sector-area", "area inArticle holdsFrom", undated) == ["area:south article:undated -"]


def test_a_member_is_in_its_sector_s_area() -> None:
    wanted = "country contingent area inArticle " + TIME
    assert told("member-in-sector-area", wanted, *SECTOR) == [
        f"country:UA contingent:UA-IQ area:south-central - {APRIL}"
    ]
    undated = (member("UA", "PL", "undated"), command("PL", "south-central", "undated"))
    assert told("member-in-sector-area", wanted, *undated) == [
        "country:UA contingent:UA-IQ area:south-central article:undated - -"
    ]


def test_an_area_of_another_time_or_sector_says_nothing_of_a_member() -> None:
    under_poland = member("UA", "PL", "april")
    for other in (
        command("PL", "south", "july"),
        command("PL", "south", "undated"),
        command("GB", "south", "april"),
    ):
        assert conclusions("member-in-sector-area", under_poland, other) == []


def test_members_and_lead_share_a_sector() -> None:
    pairs = told(
        "shares-sector", "sharedBy sector", *SECTOR, member("BG", "PL", "april"), member("IT", "GB", "april")
    )
    assert pairs == [
        "country:BG country:PL sector:PL-IQ",
        "country:BG country:UA sector:PL-IQ",
        "country:PL country:UA sector:PL-IQ",
    ]
    assert conclusions("shares-sector", member("UA", "PL", "april"), member("BG", "PL", "july")) == []


def test_reports_of_one_interval_are_one_figure() -> None:
    wanted = "strengthOf personnel lowerBound upperBound " + TIME
    two = (strength("PL", 2400, "april"), strength("PL", 2400, "april"))
    assert told("strength-figure", wanted, *two) == [f"contingent:PL-IQ personnel:soldiers 2400 2400 {APRIL}"]
    over = strength("allies", Quantity(20000, "over", lower=20000), "april")
    assert told("strength-figure", wanted, over) == [f"force:allies-IQ personnel:soldiers 20000 - {APRIL}"]
    assert conclusions("strength-figure", strength("PL", MASKED, "april")) == []


def test_a_known_strength_holds_all_figures_of_its_day() -> None:
    wanted = "strengthOf lowerBound upperBound holdsFrom"
    assert told("known-strength", wanted, strength("PL", 2400, "april"), strength("PL", 2500, "april")) == [
        "contingent:PL-IQ 2400 2500 2004-04-01"
    ]
    over = strength("PL", Quantity(3000, "over", lower=3000), "april")
    assert told("known-strength", wanted, strength("PL", 2400, "april"), over) == [
        "contingent:PL-IQ 2400 - 2004-04-01"
    ]
    up_to = strength("PL", Quantity(3000, "up_to", upper=3000), "april")
    assert told("known-strength", wanted, strength("PL", 2400, "april"), up_to) == [
        "contingent:PL-IQ - 3000 2004-04-01"
    ]
    assert conclusions("known-strength", strength("PL", MASKED, "april")) == []


THREE = (strength("PL", 2400, "april"), strength("PL", 1400, "july"), strength("PL", 900, "later"))


def test_each_strength_is_superseded_by_the_next() -> None:
    assert told("strength-superseded", "supersededOn", *THREE) == ["2005-07-01", "2005-12-01"]
    assert conclusions("strength-superseded", THREE[0], strength("IT", 3000, "july")) == []
    assert conclusions("strength-superseded", THREE[0], strength("PL", 50, "july", personnel="police")) == []


def test_the_last_strength_is_the_latest() -> None:
    (latest,) = conclusions("latest-strength", *THREE)
    (known,) = (k for k in conclusions("known-strength", *THREE) if k["holdsFrom"] == "2005-12-01")
    assert (latest, known["lowerBound"]) == ({"rdf:type": "coal:LatestStrength"}, "900")


def test_the_change_between_known_strengths() -> None:
    wanted = "strengthOf differenceAtLeast differenceAtMost"
    about = strength("PL", Quantity(1400, "about", lower=1300, upper=1500), "july")
    assert told("strength-change", wanted, THREE[0], about) == ["contingent:PL-IQ -1100 -900"]
    over = strength("PL", Quantity(3000, "over", lower=3000), "july")
    assert told("strength-change", wanted, THREE[0], over) == ["contingent:PL-IQ 600 -"]
    assert conclusions("strength-change", THREE[0], strength("PL", MASKED, "july")) == []


def test_the_change_that_one_article_tells_of() -> None:
    former = strength("GB", 40000, "undated", phase="past")
    current = strength("GB", Quantity(8700, "about", lower=7830, upper=9570), "undated")
    assert told(
        "strength-change-in-article", "earlier later differenceAtLeast differenceAtMost", former, current
    ) == [f"{name_of(former)} {name_of(current)} -32170 -30430"]
    masked = strength("GB", MASKED, "undated", phase="past")
    assert conclusions("strength-change-in-article", masked, current) == []
    assert conclusions("strength-change-in-article", former, strength("GB", 8700, "april")) == []


def test_figures_that_do_not_meet_contradict_each_other() -> None:
    wanted = "country differenceAtLeast differenceAtMost"
    spring = strength("PL", 2600, "spring")  # a day of April
    assert told("strength-contradiction", wanted, THREE[0], spring) == ["country:PL 200 200"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(strength("PL", 2600, "july"), id="another time"),
        pytest.param(strength("PL", 2600, "undated"), id="an unknown time"),
        pytest.param(strength("IT", 2600, "april"), id="another country"),
        pytest.param(strength("PL", 200, "april", personnel="police"), id="other people"),
        pytest.param(strength("PL", 200, "april", theatre="AF"), id="another theatre"),
        pytest.param(strength("PL", MASKED, "april"), id="a masked number"),
        pytest.param(strength("PL", Quantity(2000, "over", lower=2000), "april"), id="intervals that meet"),
        pytest.param(strength("PL", 2600, "april", phase="past"), id="a former strength"),
    ],
)
def test_other_figures_contradict_nothing(other: Fact) -> None:
    assert conclusions("strength-contradiction", THREE[0], other) == []


NASIRIYAH = loss("IT", 19, "april", "2003-11-12", cause="suicide bombing")


def test_reports_of_an_event_are_one_figure() -> None:
    again = loss("IT", 19, "july", "2003-11-12", cause="suicide bombing")
    assert told("loss-figure", "lossOf lowerBound upperBound cause holdsFrom", NASIRIYAH, again) == [
        "contingent:IT-IQ 19 19 cause:suicide_bombing 2003-11-12"
    ]
    assert conclusions("loss-figure", loss("IT", 31, "july", "2005-07-01", cause="hostile")) == []
    assert conclusions("loss-figure", loss("IT", 2, "july", "2005-07")) == []
    assert conclusions("loss-figure", loss("IT", MASKED, "july", "2005-07-01")) == []


def test_figures_of_one_event_can_contradict_each_other() -> None:
    fewer = loss("IT", 17, "july", "2003-11-12", cause="suicide bombing")
    assert told("loss-contradiction", "country differenceAtLeast", NASIRIYAH, fewer) == ["country:IT 2"]
    for other in (
        loss("IT", 17, "july", "2003-11-13", cause="suicide bombing"),
        loss("IT", 3, "july", "2003-11-12"),
        loss("IT", 17, "july", "2003-11-12", cause="suicide bombing", outcome="wounded"),
        loss("IT", MASKED, "july", "2003-11-12", cause="suicide bombing"),
    ):
        assert conclusions("loss-contradiction", NASIRIYAH, other) == []


SUM = "holder lowerBound upperBound summand unknown"


def test_the_parts_of_an_article_add_up_and_are_listed() -> None:
    parts = (
        strength("PL", 2400, "undated"),
        strength("IT", Quantity(3000, "about", lower=2700, upper=3300), "undated"),
    )
    listed = " ".join(sorted(map(name_of, parts)))
    both = [f"holder:allies 5100 5700 {listed} -", f"holder:coalition 5100 5700 {listed} -"]
    assert told("sum-of-parts", SUM, *parts) == both
    former = strength("GB", 40000, "undated", phase="past")
    elsewhere = strength("DE", 1800, "undated", theatre="AF")
    assert told("sum-of-parts", SUM, *parts, former, elsewhere, strength("ES", 9, "april")) == both
    assert conclusions("sum-of-parts", parts[0]) == []


def test_a_country_counts_once_and_the_united_states_are_no_ally() -> None:
    parts = (strength("PL", 2400, "undated"), strength("PL", 300, "undated", personnel="medical"))
    others = (strength("IT", 3000, "undated"), strength("US", 135000, "undated"))
    assert told("sum-of-parts", "holder lowerBound upperBound", *parts, *others) == [
        "holder:allies 5400 5400",
        "holder:coalition 140400 140400",
    ]


def test_an_unknown_part_is_listed_and_never_counted() -> None:
    known, masked = strength("PL", 2400, "undated"), strength("IT", MASKED, "undated")
    assert told("sum-of-parts", SUM, known, masked)[0] == (
        f"holder:allies 2400 - {name_of(known)} {name_of(masked)}"
    )
    over = strength("ES", Quantity(1000, "over", lower=1000), "undated")
    assert told("sum-of-parts", "lowerBound upperBound", known, over)[0] == "3400 -"
    other = strength("UA", MASKED, "undated")
    nothing = told("sum-of-parts", SUM, masked, other)[0]
    assert nothing == f"holder:allies - - - {' '.join(sorted((name_of(masked), name_of(other))))}"


def test_a_total_is_held_against_its_parts() -> None:
    parts = (
        strength("PL", 2400, "undated"),
        strength("IT", Quantity(3000, "about", lower=2700, upper=3300), "undated"),
    )
    wanted = "holder total differenceAtLeast differenceAtMost"
    total = strength("allies", 6000, "undated")
    assert told("total-against-parts", wanted, total, *parts) == [f"holder:allies {name_of(total)} 300 900"]
    masked = strength("ES", MASKED, "undated")
    assert told("total-against-parts", wanted, total, *parts, masked) == [
        f"holder:allies {name_of(total)} - 900"
    ]
    unknown = strength("allies", MASKED, "undated")
    assert told("total-against-parts", wanted, unknown, *parts) == [f"holder:allies {name_of(unknown)} - -"]
    assert conclusions("total-against-parts", strength("allies", 6000, "april"), *parts) == []


LOSSES = "lossOf lowerBound upperBound summand unknown"


def test_losses_have_a_lower_bound_where_some_are_unknown() -> None:
    masked = loss("IT", MASKED, "later")
    assert told("reported-losses", LOSSES, NASIRIYAH, masked) == [
        f"contingent:IT-IQ 19 - {name_of(NASIRIYAH)} {name_of(masked)}"
    ]
    assert told("reported-losses", LOSSES, masked) == [f"contingent:IT-IQ - - - {name_of(masked)}"]
    assert told("reported-losses", LOSSES, NASIRIYAH) == [f"contingent:IT-IQ 19 19 {name_of(NASIRIYAH)} -"]


def test_only_events_of_different_days_add_up_from_below() -> None:
    bounds = "lowerBound upperBound"
    other = loss("IT", 3, "july", "2005-07-02")
    assert told("reported-losses", bounds, NASIRIYAH, other) == ["22 22"]
    again = loss("IT", 17, "july", "2003-11-12", cause="suicide bombing")
    assert told("reported-losses", bounds, NASIRIYAH, again) == ["19 36"]
    in_all = loss("IT", 31, "later")
    assert told("reported-losses", bounds, NASIRIYAH, other, in_all) == ["31 53"]
    least = loss("IT", Quantity(5, "at_least", lower=5), "later")
    assert told("reported-losses", bounds, NASIRIYAH, least) == ["19 -"]


def test_civilians_are_no_losses_of_a_contingent() -> None:
    assert conclusions("reported-losses", loss("ES", 200, "april", victims="people")) == []


def test_losses_per_thousand_troops() -> None:
    wanted = "country rateAtLeast rateAtMost"
    troops = strength("IT", 3000, "april")
    assert told("loss-rate", wanted, NASIRIYAH, troops) == ["country:IT 6.33 6.34"]
    assert told("loss-rate", wanted, NASIRIYAH, loss("IT", MASKED, "later"), troops) == ["country:IT 6.33 -"]
    over = strength("IT", Quantity(3000, "over", lower=3000), "april")
    assert told("loss-rate", wanted, NASIRIYAH, over) == ["country:IT - 6.34"]
    for unknown in (
        (loss("IT", MASKED, "april"), troops),
        (NASIRIYAH, strength("IT", MASKED, "april")),
        (NASIRIYAH,),
    ):
        assert conclusions("loss-rate", *unknown) == []


def test_the_rate_is_of_the_latest_strength() -> None:
    troops = (strength("IT", 3000, "april"), strength("IT", 1900, "july"))
    assert told("loss-rate", "rateAtLeast rateAtMost", NASIRIYAH, *troops) == ["10 10"]


def test_commitments_of_one_kind_and_time_are_one_position() -> None:
    wanted = "country action modalityClass inArticle " + TIME
    two = (commitment("ES", "withdraw", "pledged", "april"), commitment("ES", "withdraw", "ordered", "april"))
    assert told("position", wanted, *two) == [f"country:ES action:withdraw modality:intended - {APRIL}"]
    undated = commitment("ES", "withdraw", "refused", "undated")
    assert told("position", wanted, undated) == [
        "country:ES action:withdraw modality:negative article:undated - -"
    ]
    assert conclusions("position", commitment("AU", "withdraw", "pledged", "april", side="opposition")) == []


STAY = commitment("IT", "maintain", "pledged", "april")
DOUBT = commitment("IT", "withdraw", "considering", "july")
LEAVE = commitment("IT", "withdraw", "ordered", "later")


def test_a_position_is_followed_by_those_of_the_next_time() -> None:
    assert len(conclusions("position-succession", STAY, DOUBT, LEAVE)) == 2
    assert conclusions("position-succession", STAY, commitment("PL", "withdraw", "ordered", "later")) == []


def test_a_decided_opposite_is_a_reversal_though_doubt_lies_between() -> None:
    (found,) = conclusions("reversal", STAY, DOUBT, LEAVE)
    assert found["country"] == "country:IT"
    assert (
        len(
            conclusions(
                "reversal",
                commitment("ES", "deploy", "refused", "april"),
                commitment("ES", "deploy", "completed", "july"),
            )
        )
        == 1
    )
    assert conclusions("reversal", STAY, DOUBT) == []
    assert conclusions("reversal", STAY, commitment("IT", "maintain", "completed", "later")) == []
    assert conclusions("reversal", STAY, commitment("IT", "withdraw", "ordered", "spring")) == []


def test_a_retraction_is_a_reversal_by_itself() -> None:
    offer = commitment("TR", "deploy", "retracted", "undated")
    assert told("retraction", "country later", offer) == [f"country:TR {name_of(offer)}"]
    assert conclusions("retraction", commitment("TR", "deploy", "refused", "undated")) == []


def test_a_promise_is_kept_where_it_is_carried_out_later() -> None:
    plan, done = (
        commitment("ES", "withdraw", "planned", "april"),
        commitment("ES", "withdraw", "completed", "july"),
    )
    assert told("promise-kept", "country kept", plan, done) == ["country:ES true"]
    assert conclusions("promise-kept", done, commitment("ES", "withdraw", "planned", "later")) == []
    assert conclusions("promise-kept", plan, commitment("ES", "reduce", "completed", "july")) == []
    assert conclusions("promise-kept", plan, LEAVE) == []


def test_a_withdrawal_was_not_kept_where_troops_are_counted_after_its_day() -> None:
    promise = commitment("PH", "withdraw", "pledged", "april", "2004-08")
    assert told("promise-not-kept", "country promise kept", promise, strength("PH", 50, "july")) == [
        f"country:PH {name_of(promise)} false"
    ]


def plan(modality: str = "pledged", day: str | None = "2004-08", **slots: bool) -> Fact:
    return commitment("PH", "withdraw", modality, "april", day, **slots)


@pytest.mark.parametrize(
    ("plan", "report"),
    [
        pytest.param(plan(conditional=True), strength("PH", 50, "july"), id="a condition"),
        pytest.param(plan(day=None), strength("PH", 50, "july"), id="no day"),
        pytest.param(plan("considering"), strength("PH", 50, "july"), id="no promise"),
        pytest.param(plan(day="2005-08"), strength("PH", 50, "july"), id="not yet"),
        pytest.param(plan(), strength("PH", MASKED, "july"), id="a masked number"),
        pytest.param(plan(), strength("PH", 0, "july"), id="nobody left"),
        pytest.param(plan(), strength("TH", 50, "july"), id="another country"),
    ],
)
def test_other_promises_are_not_broken(plan: Fact, report: Fact) -> None:
    assert conclusions("promise-not-kept", plan, report) == []


def test_a_country_has_left_where_nothing_later_tells_of_its_troops() -> None:
    gone = commitment("ES", "withdraw", "completed", "july")
    before, after = strength("ES", 1300, "april"), strength("ES", 20, "later")
    assert told("departure", "country contingent " + TIME, before, gone) == [
        f"country:ES contingent:ES-IQ {JULY}"
    ]
    assert conclusions("departure", gone, after) == []
    assert conclusions("departure", gone, commitment("ES", "deploy", "completed", "later")) == []
    assert conclusions("departure", commitment("ES", "withdraw", "under-way", "july")) == []
    assert conclusions("departure", gone, strength("ES", MASKED, "later")) == []
    assert len(conclusions("departure", gone, strength("ES", 0, "later"))) == 1


def test_every_rule_is_tested_here() -> None:
    own = Path(__file__).read_text(encoding="utf-8")
    asked = set(re.findall(r'(?:conclusions|told)\(\s*"([a-z-]+)"', own))
    assert asked == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_header_tells_what_a_rule_does(name: str) -> None:
    rule = RULES[name]
    assert not rule.title["vi"].isascii()
    assert not rule.derives["vi"].isascii()
    assert rule.derives["en"].endswith(".")
    assert rule.example.endswith((".", '."'))
