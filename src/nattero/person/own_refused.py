"""Harm in somebody's own words that is told by how they are put, in four languages, not by a list of things.

In: a text. Out: whether it leaves out a treatment (`without my stocking`), goes without food or drink, or puts something hot against the
leg. Words are folded; a treatment is also found inside a compound. It refuses rather too much: whatever is refused can still be asked of
a doctor. Heat: `heat-burns-numb-feet` in the pack.
"""

from itertools import pairwise

from nattero.knowledge.lexicon import tokens


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for each in text.split(", ") for first, second in [each.split()])


LEAVING = _words(
    "without no not dont stop stopping stopped quit quitting skip skipping leave leaving remove removing off less never "
    "zonder geen niet stop stoppen stoppend weg weglaten laten overslaan uit af uittrekken uitdoen afdoen minder nooit "
    "uten ikke ingen intet slutte stoppe droppe kutte fjerne av mindre aldri "
    "tanpa tidak tak nggak ga gak berhenti stop lepas melepas melepaskan hentikan kurangi mengurangi jangan"
)
TREATMENTS = _words(
    "stocking compression hosiery brace splint bandage cpap oxygen catheter orthosis plaster treatment therap physio "
    "walker crutch insulin dialys pacemaker "
    "kous zwachtel verband spalk zuurstof katheter rollator krukken behandeling medicatie wandelstok "
    "strompe kompresjon bandasje skinne oksygen surstoff rullator krykke behandling medisin "
    "stoking kompresi perban bidai oksigen tongkat terapi pengobatan pemeriksaan kateter obat"
)
WHOLE_TREATMENTS = _words("hose cast gips stok stokk mask masker maske medicine medicines pills pillen piller tablets")
ELASTIC = _words("elastis medis kompresi varises")
FOOD = _words(
    "eat eating food foods meal meals dinner supper breakfast lunch calories "
    "eten eet maaltijd maaltijden avondeten ontbijt ontbijten voedsel "
    "spise spiser maaltid maaltider frokost kveldsmat lunsj "
    "makan makanan sarapan nasi"
)
DRINK = _words("drink drinking water fluids drinken vocht drikke vann vaeske minum")
MAY_LEAVE = _words(
    "alcohol alcoholic beer wine coffee tea cola soda alcoholische "
    "bier wijn koffie thee frisdrank alkohol ol vin kaffe te brus bir kopi teh"
)
NOTHING = _words("nothing niets ingenting")
HUNGER = tuple(
    sorted(
        _words(
            "fasting starv crashdi detox afvallen vasten hongeren uithonger sapkuur slanke slanking sulte sulting puasa berpuasa kelaparan"
        )
    )
)
FASTED = _pairs(
    "a fast, to fast, water fast, juice fast, fast all, fast until, i fast, crash diet, lose weight, losing weight, lost weight, "
    "aa faste, faste hele, faste fra, i vekt, uten mat, ikke mat, ingen mat, uten middag, ingen middag, ikke middag, berat badan, tanpa air"
)
HOT = _words(
    "hot boiling scalding heet hete gloeiend gloeiende kokend kokende kokhete panas mendidih brennvarm brennhet glovarm"
)
HOT_THINGS = _words(
    "kruik warmtekussen warmtepad warmtezak pittenzak kersenpit varmeflaske varmepute varmepose varmeteppe varmedyne "
    "heatpad heatpack hotpack"
)
HOT_PAIRS = _pairs(
    "heating pad, heat pad, heat pack, heat lamp, hot water, water bottle, wheat bag, hot pack, hot bottle, hot stone, electric blanket, "
    "heated blanket, elektrische deken, heet water, hete doek, elektrisk teppe, bantal panas, bantal pemanas, botol panas, botol air, "
    "kompres panas, selimut listrik, air panas"
)
LEG = _words(
    "leg legs calf calves foot feet toes thigh shin bed been benen kuit kuiten voet voeten tenen bein beina legg leggen leggene fot foten "
    "foettene fotter fottene taer seng senga kaki betis paha tempat"
)


def leaves_out_treatment(text: str) -> bool:
    """Whether something that treats somebody, or that holds them up, is left out."""
    said = tokens(text)
    if not LEAVING & set(said):
        return False
    socks = ("kaus" in said or "kaos" in said) and bool(ELASTIC & set(said))
    return socks or any(word in WHOLE_TREATMENTS or any(part in word for part in TREATMENTS) for word in said)


def goes_without_food(text: str) -> bool:
    """Whether somebody goes hungry or thirsty for it."""
    said = tokens(text)
    if said in (["fast"], ["faste"]) or any(word.startswith(HUNGER) for word in said) or FASTED & set(pairwise(said)):
        return True
    wanted = FOOD if MAY_LEAVE & set(said) else FOOD | DRINK
    return bool((LEAVING | NOTHING) & set(said)) and bool(wanted & set(said))


def something_hot(text: str) -> bool:
    """Whether something hot lies against the leg, or is taken to bed."""
    said = tokens(text)
    if any(thing in word for word in said for thing in HOT_THINGS) or HOT_PAIRS & set(pairwise(said)):
        return True
    return bool(HOT & set(said)) and bool(LEG & set(said))
