"""The reasons why a rule gives no fact, or why no rule reads a sentence, as short English phrases."""

from enum import StrEnum


class Reason(StrEnum):
    """Why there is no fact; ``tests/extract/explain/blocked.tsv`` has a sentence for each reason."""

    # No rule reads the sentence
    NO_THEATRE = "the text names no host country of a mission"
    LINK = "the line links to another article"
    IN_PASSING = "the text names its host country in passing, and not in this sentence"

    # Any rule
    QUESTION = "question"
    HYPOTHESIS = "hypothesis, or a mere clause of time"
    NEGATED = "negated"
    NO_COUNTRY = "no country for the subject"
    HOST_FORCE = "host-nation force"
    OTHERS_ACT = "civilians, insurgents or a host-nation force act"
    ELSEWHERE = "another conflict, or a country without a mission"
    REPEATED = "another clause of the sentence says the same"

    # Casualties
    OLDER_WAR = "older war"
    OTHER_CONFLICT = "another conflict"
    DISASTER = "disaster, disease or accident of another kind"
    LONG_AGO = "before the missions of the time"
    ABROAD = "in a country without a mission"
    UNREAL_LOSS = "loss only feared, planned, possible or denied"
    NO_VICTIMS = "nobody counted or named beside the word"

    # Commitments
    NO_FORCE = "no foreign force that the word moves"
    NO_NATION = "no nation in particular"
    POLICE = "police, with no host country named"
    SAID_BEFORE = "part of the act that the word before it says"
    COUNTS_DEAD = "the dead are counted, no force moves"
    NO_DECISION = "no word makes it a decision or an act"
    TOO_SMALL = "too few for a contingent, or a force that merely is there"
    ASKED = "asked for by those who do not decide"
    PUBLIC = "the public's view"
    JUDGED = "others' act, only supported or opposed"
    DISCUSSED = "only a topic or a purpose"

    # Commands and memberships
    NO_FORMATION = "no formation or region is led"
    NOT_BESIDE = "no country or its force right before the verb"
    NO_COMMAND = "not yet, denied, or no foreign country's command"
    NO_LEADER = "no leading country named"
    NO_OTHER = "only the host nation or the leading country itself named"
    NO_MEMBER = "no contingent named as serving there, or asked for or refused"

    # Strengths
    MONEY = "number is money, a share, time, distance or things"
    NO_SOLDIERS = "number counts no foreign soldiers or police"
    NO_SIZE = "no size of a contingent"
    UNREAL_SIZE = "number is wanted, planned, possible or denied"
    PART = "part of a larger number"
    READ_BEFORE = "number read by an earlier rule, or a part of a force or an addition to it"
    NOT_HELD = "nothing says that somebody has the force"

    # Roles
    NO_WORK = "no verb that takes the role"
    NOMINAL = "the work as a topic"
    LABEL = "only the kind of unit, people or nation"
    UNREAL_ROLE = "role is denied, refused, asked for or conditional"
    NO_CONTINGENT = "no contingent that does it"

    # Deployments
    NO_POST = "a whole region, no post in it"
    PLANNED_PLACE = "place is planned, possible or denied"
    SCENE = "where something befell the force"
    SECTOR = "place of the sector that is commanded"
    NOBODY_THERE = "no contingent that is stationed or works there"
    LOSSES_TOLD = "the sentence tells losses"
    LATER_POST = "only the first post of a sentence is read"

    # Stances
    NO_WAR = "no war of the time named behind the verb"
    NO_STATE = "no government's word"
    UNREAL_STANCE = "stance is denied, possible or conditional"
    NOBODYS_STANCE = "said of a crowd, a movement or somebody unnamed"
