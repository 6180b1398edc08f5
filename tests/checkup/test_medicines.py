"""Medicines: recognised by their names in four countries, asked back when unsure, never mistaken for one another."""

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.checkup.interactions import STRICTEST, warnings
from nattero.checkup.medicines import ITEMS, SURE, TEXT, Recognised, recognise
from nattero.checkup.names import Names, index_names
from nattero.checkup.spelling import may_be
from nattero.knowledge.lexicon import tokens
from nattero.knowledge.medicines import Advice, Medicines, OtherMedicine, listed, local_names, read_medicines
from nattero.knowledge.pack import pack_root
from nattero.knowledge.words import LANGUAGES
from tests import packed

KNOWN = read_medicines(pack_root())
NAMES: Names = index_names(KNOWN)
MEANT: dict[str, set[str]] = {}
for _medicine in KNOWN.medicines.values():
    for _name in _medicine.names():
        MEANT.setdefault(_name, set()).add(_medicine.id)
WRITTEN = sorted(MEANT)
GENERIC = sorted(
    {
        name.lower()
        for medicine in KNOWN.medicines.values()
        for text in medicine.generic.values()
        for name in listed(text)
        if name.isalpha() and name.isascii() and len(name) > 6
    }
)
ALL_WRITTEN = sorted({*WRITTEN, *(name for other in KNOWN.others.values() for name in listed(other.names))})
ONE_NAME = {"insulin", "ritonavir", "benzodiazepines", "antacids"}  # whose own name is one word, and means all of them
FORMS = ("{}", "{} 40 mg", "{} tabletten 20mg, 1x daags", "{} Teva depottabletter", "2 x {} sehari", "- {} (one daily)")
STRENGTHS = ("", " 5", " 12,5 mg", " 0.1mg", " 100 mcg", " 20mg 1-0-0", " 1000/800", " 2dd1")


def inns(*typed: str, text: str = "") -> set[str]:
    return set(recognise(typed, NAMES, text).inns())


# --- Names


def test_there_are_all_the_medicines_and_groups() -> None:
    assert len({medicine.inn for medicine in KNOWN.medicines.values()}) == len(KNOWN.medicines) == 196


def test_every_name_recognises_its_medicines_however_it_stands_on_the_box() -> None:
    for written, form in product(WRITTEN, FORMS[:2]):
        assert recognise([form.format(written)], NAMES).ids() >= MEANT[written], form.format(written)


@given(st.sampled_from(WRITTEN), st.sampled_from(FORMS), st.sampled_from([str.lower, str.upper, str.title, str]))
def test_forms_makers_and_capitals_do_not_matter(written, form, case) -> None:
    assert recognise([case(form.format(written))], NAMES).ids() >= MEANT[written]


@given(st.lists(st.tuples(st.sampled_from(WRITTEN), st.sampled_from(STRENGTHS)), max_size=8), st.randoms())
def test_neither_order_nor_strength_nor_lines_nor_commas_matter(picked, chance) -> None:
    items = [written + strength for written, strength in picked]
    plain = recognise([written for written, _ in picked], NAMES).ids()
    chance.shuffle(items)
    assert recognise(items, NAMES).ids() == plain
    assert recognise(["\n".join(items)], NAMES).ids() == recognise(["; ".join(items)], NAMES).ids() == plain


@given(st.sampled_from(GENERIC), st.integers(2, 30), st.sampled_from("aeioukrstlmn"), st.sampled_from("drop swap put"))
def test_one_slip_never_leads_to_another_medicine(written, place, letter, slip) -> None:
    place = min(place, len(written) - 2)
    slipped = {
        "drop": written[:place] + written[place + 1 :],
        "swap": written[:place] + written[place + 1] + written[place] + written[place + 2 :],
    }.get(slip, written[:place] + letter + written[place:])
    meant = {each for name, ids in MEANT.items() if name.lower() == written for each in ids}
    if slipped not in {name.lower() for name in MEANT}:
        assert recognise([slipped], NAMES).ids() <= meant


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("metropolol 50", "metoprolol"),
        ("simvastine 40mg", "simvastatin"),
        ("hydrochloortiazide", "hydrochlorothiazide"),
        ("amlodopine", "amlodipine"),
        ("Omaprazole 20 mg", "omeprazole"),
        ("levotiroksine", "levothyroxine"),
        ("furosimide", "furosemide"),
        ("Ventolinn 100 mcg", "salbutamol"),
        ("losartankalium", "losartan"),
        ("simvastatine40", "simvastatin"),
        ("storvastatin 20", "atorvastatin"),
        ("analapril 10", "enalapril"),
    ],
)
def test_common_slips_are_forgiven(typed, wanted) -> None:
    assert inns(typed) == {wanted}


@pytest.mark.parametrize(
    "typed", ["lisartan", "lasartin 50", "nimodipine 30", "clonidine", "quinidine", "levocetirizine"]
)
def test_a_look_alike_is_never_another_medicine(typed) -> None:
    assert inns(typed) <= {"losartan"}


def test_a_name_that_may_be_several_is_asked_back_with_at_most_three() -> None:
    back = recognise(["lisartan 50 mg"], NAMES).asked_back()
    assert [each.what for each in back] == ["unsure"]
    assert 0 < len(back[0].suggestions) <= 3
    assert back[0].inn is None
    assert back[0].confidence < SURE


@pytest.mark.parametrize(
    ("typed", "name", "away", "may"),
    [
        ("metropolol", "metoprolol", 2, True),
        ("lisartan", "losartan", 1, False),
        ("valsatran", "valsartan", 1, True),
        ("ametoprolol", "metoprolol", 1, True),
        ("getotrolol", "metoprolol", 2, False),
        ("gasix", "lasix", 1, False),
    ],
)
def test_how_far_a_name_may_be_off(typed, name, away, may) -> None:
    assert may_be(typed, name, away) is may


def test_a_name_of_ours_goes_before_the_same_name_of_another() -> None:
    other = OtherMedicine(id="other", names="Zocor; Other")
    names = index_names(Medicines(KNOWN.medicines, {"other": other}, KNOWN.words, {}))
    assert recognise(["Zocor"], names).inns() == ("simvastatin",)
    assert recognise(["Other"], names).others() == {"other"}


# --- Combinations, salts, minerals


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Hyzaar 50/12,5", {"losartan", "hydrochlorothiazide"}),
        ("Cozaar Comp Forte", {"losartan", "hydrochlorothiazide"}),
        ("CoAprovel 300/12.5", {"irbesartan", "hydrochlorothiazide"}),
        ("Exforge HCT 10/160/12,5", {"amlodipine", "valsartan", "hydrochlorothiazide"}),
        ("Exforge", {"amlodipine", "valsartan"}),
        ("enalapril comp 20/12,5", {"enalapril", "hydrochlorothiazide"}),
        ("enelapril comp 20/12,5", {"enalapril", "hydrochlorothiazide"}),
        ("Olmitec comp 20/12,5", {"olmesartan", "hydrochlorothiazide"}),
        ("Ethinyl estradiol 0.03 and drospirenone", set()),
        ("drospirenone and ethinyl estradiol", {"ethinylestradiol/drospirenone"}),
        ("lisinopril/hydrochloorthiazide", {"lisinopril", "hydrochlorothiazide"}),
        ("Seretide Diskus", {"salmeterol/fluticasone"}),
        ("salmeterol 50 mcg / fluticason 250 mcg", {"salmeterol/fluticasone"}),
        ("salmeterol", {"salmeterol"}),
        ("Stalevo", {"levodopa/carbidopa or benserazide", "entacapone"}),
    ],
)
def test_a_combination_is_each_of_its_medicines(typed, wanted) -> None:
    assert inns(typed) == wanted


@pytest.mark.parametrize("typed", ["Losartan kalium 50 mg", "kalium losartan", "losartan potassium 50"])
def test_a_salt_is_not_a_mineral_supplement(typed) -> None:
    assert inns(typed) == {"losartan"}


# --- What is no medicine of ours


def test_other_medicines_are_known_and_never_taken_for_one_of_ours() -> None:
    for other in KNOWN.others.values():
        for written in listed(other.names):
            found = recognise([f"{written} 10 mg"], NAMES)
            assert found.inns() == (), written
            assert [each.what for each in found.medicines] == ["other"], written


def test_no_other_medicine_is_one_of_ours_as_well() -> None:
    ours = {tuple(tokens(name)) for name in WRITTEN}
    theirs = {tuple(tokens(name)) for other in KNOWN.others.values() for name in listed(other.names)}
    assert ours & theirs == set()
    assert KNOWN.others.keys() & KNOWN.medicines.keys() == set()


def test_a_kind_of_medicine_is_asked_back() -> None:
    groups = [row for row in KNOWN.words.values() if row.kind == "group"]
    for row in groups:
        for written in (name for text in row.words.values() for name in listed(text)):
            found = recognise([written, f"{written}, 1x daags"], NAMES)
            assert found.inns() == (), written
            assert "group" in {each.what for each in found.medicines}, written


@pytest.mark.parametrize(
    ("typed", "maybe"),
    [
        ("Sel-zok 50", "metoprolol"),
        ("Coazar", "losartan"),
        ("maervan", "warfarin"),
        ("noromix mite", "amiloride"),
        ("Lodipas 5 mg", "amlodipine"),
    ],
)
def test_what_is_like_a_short_or_a_double_name_is_asked_back(typed, maybe) -> None:
    found = recognise([typed], NAMES)
    assert not found.inns()
    assert maybe in found.medicines[0].suggestions


def test_a_sleeping_tablet_that_was_stopped_counts_because_ending_it_brings_cramps() -> None:
    assert inns(text="I stopped taking lorazepam three weeks ago") == {"benzodiazepines and alcohol (withdrawal)"}


def test_a_long_brand_with_a_slip_is_no_medicine_in_a_text() -> None:
    assert inns(text="naik kendaraan, medikinem, kontrolokt") == set()
    assert inns(text="I take hydrochlorothiazid and metroprolol") == {"hydrochlorothiazide", "metoprolol"}


def test_a_kind_of_medicine_that_is_told_of_is_asked_back_unless_denied() -> None:
    told = recognise([], NAMES, "Sinds kort plaspillen. My GP put me on a statin. Ingen sovemedisin, tanpa obat asma.")
    assert told.inns() == ()
    assert {each.id for each in told.asked_back()} == {"diuretics", "statins"}


def test_everyday_words_of_four_languages_are_no_medicines() -> None:
    pack = packed.pack()
    named = {part for name in WRITTEN for part in tokens(name)}
    minerals = ("magnesium", "calcium")  # what begins with them is one: Norwegian writes magnesiumtablett
    texts = (item for lang in LANGUAGES for item in pack.words(lang).items())
    said = {word for key, text in texts if not key.startswith("medicine") for word in tokens(text)}
    for word in {word for word in said - named if not word.startswith(minerals)}:
        sure = [each for each in recognise([word], NAMES).medicines if each.what == "medicine"]
        assert all(each.confidence > 0.9 for each in sure), (word, sure)


def test_in_a_sentence_a_word_like_a_medicine_is_asked_back_not_taken() -> None:
    assert [each.what for each in recognise(["aspiring to sleep eight hours"], NAMES).medicines] == ["unsure"]
    assert [each.what for each in recognise(["aspirinn 80 mg"], NAMES).medicines] == ["other"]


PLAIN = """
My foster daughter dropped a weight on my foot. We plan to link arms and walk in the drop of the evening.
The doctor checked my potassium and magnesium, both fine. No tablets. I am allergic to nothing.
Mijn dochter Yasmin ging met Diane naar het concert. De druppels vallen; ik heb een drop in de la. Kalium was goed.
Jeg var i Kina i fjor sommer. Ble lovet gratis kontroll. Bare prøver av blodet, ingen medisiner.
Saya naik kendaraan umum ke program senam. Perlu minum kalium atau tidak? Kadar magnesium normal.
Should I drink tonic water? Moet ik magnesium slikken? Bør jeg ta kinin? Apakah boleh minum kina?
"""


def test_everyday_talk_names_no_medicine() -> None:
    assert inns(text=PLAIN) == set()


# --- What is said of a medicine


@pytest.mark.parametrize(
    "text",
    [
        "No {0}, no {1}.",
        "I don't take any {0} or {1}",
        "I have never used {0}",
        "Geen {0} en ook geen {1}",
        "Ik neem geen {0}. {1} gebruik ik niet meer",
        "uten {0}, aldri {1}",
        "Jeg bruker ikke {0} eller {1}",
        "tidak minum {0}, tanpa {1}",
        "Saya belum pernah pakai {0}",
    ],
)
@given(data=st.data())
def test_a_denied_medicine_does_not_count(text, data) -> None:
    first, second = (data.draw(st.sampled_from(GENERIC)) for _ in range(2))
    assert inns(text=text.format(first, second)) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I take simvastatin every night", {"simvastatin"}),
        ("Sinds ik spironolacton slik", {"spironolactone"}),
        ("Begynte med Atacand, ikke annet", {"candesartan"}),
        ("minum HCT dari puskesmas", {"hydrochlorothiazide"}),
        ("No statins but amlodipine 5 mg", {"amlodipine"}),
        ("Should I stop my simvastatin?", {"simvastatin"}),
        ("could it be the atorvastatin", {"atorvastatin"}),
        ("ik drink elke avond een glas tonic", {"tonic water (quinine drink)"}),
        ("spiser lakris hver dag", {"liquorice (glycyrrhizin)"}),
    ],
)
def test_a_medicine_somebody_takes_counts_in_a_text(text, wanted) -> None:
    assert inns(text=text) == wanted


@pytest.mark.parametrize(
    "typed", ["geen", "none", "tidak ada", "ingen medisiner", "no statins", "geen simvastatine", "-"]
)
def test_a_list_that_says_none_holds_none(typed) -> None:
    assert inns(typed) == set()


# --- Results


@given(st.lists(st.one_of(st.sampled_from(WRITTEN), st.text(max_size=40)), max_size=12), st.text(max_size=200))
def test_what_counts_is_sure_and_says_what_the_pack_says(typed, text) -> None:
    for each in recognise(typed, NAMES, text).medicines:
        assert (each.inn is not None) == (each.what == "medicine")
        if each.id and each.what == "medicine":
            medicine = KNOWN.medicines[each.id]
            assert (each.inn, each.association, each.ask) == (medicine.inn, medicine.association, medicine.ask)
            assert each.confidence >= SURE
        else:
            assert each.association is each.ask is None
        assert len(each.suggestions) <= 3


@given(st.lists(st.sampled_from(ALL_WRITTEN), max_size=12))
def test_every_item_of_a_list_comes_back(picked) -> None:
    found = recognise([f"{written} 10 mg" for written in picked], NAMES).medicines
    assert list(dict.fromkeys(each.typed for each in found)) == list(dict.fromkeys(f"{each} 10 mg" for each in picked))


def test_a_medicine_that_is_typed_twice_says_so_and_what_is_told_adds_nothing() -> None:
    found = recognise(["Zocor 40", "Panadol", "simvastatine", "paracetamol"], NAMES, "I take simvastatin")
    assert [each.typed for each in found.medicines] == ["Zocor 40", "Panadol", "simvastatine", "paracetamol"]
    assert [each.again for each in found.medicines] == [False, False, True, True]
    assert found.inns() == ("simvastatin",)


@pytest.mark.parametrize(
    "typed",
    [
        ["Lantus", "Novorapid"],
        ["Etalpha 0,25", "Aranesp"],
        ["Movicolon", "Metamucil", "Lactulose"],
        ["senna", "Dulcolax"],
    ],
)
def test_two_medicines_of_a_kind_are_not_the_same_medicine_twice(typed) -> None:
    found = recognise(typed, NAMES).medicines
    assert [each.typed for each in found] == typed
    assert not any(each.again for each in found)


@pytest.mark.parametrize("typed", ["blood thinners", "bloedverdunner", "blodfortynnende", "obat pengencer darah"])
def test_a_group_is_asked_back_with_the_best_known_of_its_medicines(typed) -> None:
    (found,) = recognise([typed], NAMES).medicines
    assert (found.what, found.suggestions) == ("group", ("clopidogrel", "warfarin", "apixaban"))


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("Antangin", "antangin"),
        ("Litarex 6 mmol", "lithium"),
        ("magnesiumpoeder", "magnesium"),
        ("tranpiller", "omega-3"),
        ("creatine", "creatine"),
    ],
)
def test_a_name_near_to_another_is_its_own(typed, row) -> None:
    (found,) = recognise([typed], NAMES).medicines
    assert found.id == row or found.inn in (row, KNOWN.medicines[row].inn)


def test_a_blood_test_is_no_food_supplement() -> None:
    assert not recognise([], NAMES, "My creatine kinase was high.").medicines
    assert [each.id for each in recognise([], NAMES, "I take creatine for the gym.").medicines] == ["creatine"]


def test_a_row_of_several_medicines_is_called_by_none_of_them() -> None:
    for row in KNOWN.medicines.values():
        if row.several or "/" in row.inn:
            for language, called in local_names(row).items():
                single = {
                    name.lower()
                    for name in listed({str(key): names for key, names in row.generic.items()}.get(language, ""))
                    if len(name.split()) == 1
                }
                assert row.id in ONE_NAME or called.lower() not in single - {row.inn}, (row.id, language)


def test_a_very_long_list_is_read_to_its_limit_and_says_so() -> None:
    lines = [f"onbekend middel {number}" for number in range(ITEMS - 1)]
    found = recognise([*lines, "simvastatine", "metoprolol", "lasix"], NAMES)
    assert found.inns() == ("simvastatin",)
    assert found.unread == 2


def test_of_ten_megabytes_the_beginning_is_read() -> None:
    huge = "simvastatine 40 mg, elke avond\n" * 350_000
    assert recognise([huge], NAMES).inns() == recognise([], NAMES, huge).inns() == ("simvastatin",)
    assert recognise([], NAMES, "a" * TEXT + " simvastatin").inns() == ()


# --- Interactions


def test_every_interaction_is_set_off_by_each_of_its_medicines_kinds_and_conditions() -> None:
    for row in KNOWN.interactions.values():
        typed = [KNOWN.medicines[one].inn for one in row.medicines]
        typed += [listed(other.names)[0] for other in KNOWN.others.values() if other.kind in row.kinds]
        for one in typed:
            assert row.id in {each.id for each in warnings(recognise([one], NAMES), (), KNOWN)}, (row.id, one)
        for condition in row.conditions:
            assert row.id in {each.id for each in warnings(Recognised(), {condition}, KNOWN)}


def test_nobody_without_medicines_and_conditions_is_warned() -> None:
    assert warnings(Recognised(), (), KNOWN) == ()
    assert warnings(recognise(["metoprolol"], NAMES), {"flat_feet"}, KNOWN) == ()


@given(st.lists(st.sampled_from(WRITTEN), max_size=6), st.sets(st.sampled_from(["ckd", "pregnant", "heart_disease"])))
def test_more_medicines_and_conditions_never_take_a_warning_away(typed, conditions) -> None:
    some = {each.id for each in warnings(recognise(typed[:3], NAMES), set(list(conditions)[:1]), KNOWN)}
    more = warnings(recognise(typed, NAMES), conditions, KNOWN)
    assert some <= {each.id for each in more}
    assert [STRICTEST.index(each.caution) for each in more] == sorted(STRICTEST.index(each.caution) for each in more)


def test_only_warnings_about_the_advice_in_question_are_given() -> None:
    found = recognise(["spironolactone", "marevan"], NAMES)
    about: tuple[Advice, ...] = ("vitamin-k",)
    assert {each.advice for each in warnings(found, {"ckd"}, KNOWN, about=about)} == {"vitamin-k"}


# --- Words

STOPPING = {
    "en": ("stop taking", "stop it now", "take less", "double the dose"),
    "nl": ("stop met het medicijn", "neem minder van"),
    "nb": ("slutt med medisinen nå", "ta mindre av"),
    "id": ("hentikan obat ini", "kurangi dosis"),
}


def test_no_text_tells_anybody_to_stop_or_change_a_medicine() -> None:
    pack = packed.pack()
    for lang, phrases in STOPPING.items():
        for key, text in pack.words(lang).items():
            if key.startswith(("medicine.", "interaction.")):
                assert not any(phrase in text.lower() for phrase in phrases), (lang, key)


def test_shuffled_words_of_names_are_read_calmly() -> None:
    chance = random.Random(4)
    words = [word for name in WRITTEN for word in tokens(name)]
    for _ in range(200):
        recognise([" ".join(chance.sample(words, 5))], NAMES, " ".join(chance.sample(words, 12)))


@pytest.mark.parametrize(
    "text",
    [
        "I stopped taking simvastatin last month",
        "I used to take simvastatin",
        "ik ben gestopt met simvastatine",
        "sluttet med simvastatin i fjor",
        "sudah berhenti minum simvastatin",
    ],
)
def test_a_medicine_that_was_stopped_does_not_count_as_taken(text: str) -> None:
    assert not inns(text=text)
