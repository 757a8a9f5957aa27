"""What a person says about themselves, and `MatchView`: all that matching may see of it.

Contact details have no place here. Everything in a profile is optional, and a field that cannot be read loses only itself.
"""

from tvers.person._json import profile_from_json
from tvers.person._model import Education, Home, MatchView, NotUnderstood, Profile, ReadProfile, Understood, Wage

__all__ = [
    "Education",
    "Home",
    "MatchView",
    "NotUnderstood",
    "Profile",
    "ReadProfile",
    "Understood",
    "Wage",
    "profile_from_json",
]
