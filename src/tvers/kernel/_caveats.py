"""The closed list of caveats. Each has a sentence in every reader language and a line in docs/reference/caveats.md."""

from enum import StrEnum


class Caveat(StrEnum):
    """A reservation that travels with a result; nothing outside this list is ever attached."""

    EXAMPLE_AD = "example_ad"
    """The ad is made up, to show what the product does."""
    TRAVEL_IS_ESTIMATE = "travel_is_estimate"
    """Travel time is the great circle with a road factor, not a route."""
    PLACE_UNKNOWN = "place_unknown"
    """The ad names no place that is known here; a middling way to work was assumed."""
    HOME_UNKNOWN = "home_unknown"
    """The person named no place that is known here; a middling way to work was assumed."""
    OCCUPATION_UNSURE = "occupation_unsure"
    """What the ad is for was guessed from its title with little certainty."""
    OCCUPATION_NOT_GIVEN = "occupation_not_given"
    """The person named no occupation; the answer rests on skills alone."""
    SKILLS_FROM_OCCUPATION = "skills_from_occupation"
    """The ad names no skills; those usual for its occupation were used."""
    LEVEL_UNKNOWN = "level_unknown"
    """The ad or the person says nothing of education level; it was not counted."""
    LANGUAGE_ASSUMED = "language_assumed"
    """The ad states no language; the one it is written in was taken."""
    PAY_NOT_COMPARED = "pay_not_compared"
    """Pay was not compared: the ad states none that can be compared."""
    CROSSES_BORDER = "crosses_border"
    """The work is in the other country: tax, insurance and papers differ."""
    CROSSWALK_BROAD = "crosswalk_broad"
    """A code was translated between classifications by a match that is not exact."""
    NO_DEADLINE = "no_deadline"
    """The ad has no end date; it may be filled already."""
