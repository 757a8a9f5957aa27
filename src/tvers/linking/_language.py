"""Which language a text is in, by its function words."""

from collections import Counter

from tvers.kernel import Language, written_words

# Words that are frequent in running text of one of the languages and rare or absent in the others; our own short lists.
_MARKS = {
    Language.NB: (
        "og ikke jeg vi av til som også hos vil har være dine med på er du deg hva oss kan noe gjerne etter stillingen "
        "arbeidsoppgaver kvalifikasjoner søker erfaring utdanning norsk innen både samt eller vår våre må bli gode en et at for det "
        "fra den de i om blir dette egen hverdag mange oppgaver kolleger medarbeider bedrift skal kunne nå bare enn når mot selv hvor"
    ),
    Language.NN: (
        "og ikkje eg vi av til som også hjå vil har vere dine med på er du deg kva oss kan noko gjerne etter stillinga "
        "arbeidsoppgåver kvalifikasjonar søkjer erfaring utdanning norsk innan både samt eller vår våre må bli gode frå ein eit "
        "nokre korleis at for det den dei i om vert dette eigen kvardag mange oppgåver kollegaer medarbeidar verksemd skal kunne no "
        "berre enn når mot sjølv kvar"
    ),
    Language.SV: (
        "och inte jag vi av till som också hos vill har vara dina med på är du dig vad oss kan något gärna efter tjänsten "
        "arbetsuppgifter kvalifikationer söker erfarenhet utbildning svenska inom både samt eller vår våra måste bli goda från "
        "en ett att för det ha den de i om blir detta egen vardag många uppgifter kollegor medarbetare företag ska kunna nu bara än "
        "när mot själv var"
    ),
    Language.DA: (
        "og ikke jeg vi af til som også hos vil har være dine med på er du dig hvad os kan noget gerne efter stillingen "
        "arbejdsopgaver kvalifikationer søger erfaring uddannelse dansk inden både samt eller vores må blive gode fra en et at "
        "for det den de i om bliver dette egen hverdag mange opgaver kolleger medarbejder virksomhed skal kunne nu kun end når mod "
        "selv hvor"
    ),
    Language.EN: (
        "and not we of to as also at will have be your with on is you what us can some the for in a an or our must are this "
        "that experience work role team"
    ),
}
_WORDS = {language: frozenset(words.split()) for language, words in _MARKS.items()}
_SPEAKS = {word: tuple(one for one in _WORDS if word in _WORDS[one]) for marks in _WORDS.values() for word in marks}
"""The languages that have a word."""
_ENOUGH, _ENOUGH_LETTERS = 300, 2000
"""Of a text so many words and letters tell its language."""
_LETTERS = {Language.SV: "äö", Language.NB: "æø", Language.NN: "æø", Language.DA: "æø"}


def guess_language(*texts: str) -> Language | None:
    """The likeliest language of texts that belong together, None where nothing tells (a bare title, say).

    Each function word counts for the languages that have it, the less the more of them do; å, ä, ö, æ and ø count a little. Words that are
    as much Nynorsk or Danish are taken for Bokmål, which most who write them here write.

    >>> guess_language("Vi søker deg som har erfaring med PLS og gjerne fagbrev")
    <Language.NB: 'nb'>
    >>> guess_language("Vi söker dig som har erfarenhet av PLC och gärna yrkesbevis")
    <Language.SV: 'sv'>
    >>> guess_language("PLC") is None
    True
    """
    scores = dict.fromkeys(_WORDS, 0.0)
    for word, count in Counter(word for text in texts for word in written_words(text)[:_ENOUGH]).items():
        speaking = _SPEAKS.get(word.casefold(), ())
        for language in speaking:
            scores[language] += count / len(speaking)
    for text in texts:
        begin = text[:_ENOUGH_LETTERS].casefold()
        for language, letters in _LETTERS.items():
            scores[language] += 0.2 * sum(map(begin.count, letters))
    best = max(scores, key=lambda language: scores[language])
    rivals = scores.keys() - ({Language.NB, Language.NN, Language.DA} if best is Language.NB else {best})
    rest = max(scores[language] for language in rivals)
    return best if scores[best] > rest and scores[best] > 0 else None
