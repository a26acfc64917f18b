"""Nationalities as sanctions lists print them: adjectives and names that ISO 3166-1 lacks."""

from __future__ import annotations

import re

from kg.importers.facts import Facts, Node

# Only words that mean one state. "Congolese", "Guinean", "Korean" and "Palestinian" stay texts.
_PRINTED = """
    AF Afghan; AL Albanian; DZ Algerian; AO Angolan; AR Argentine; AM Armenian; AU Australian
    AT Austrian; AZ Azerbaijani; BH Bahraini; BD Bangladeshi; BY Belarusian; BE Belgian
    BO Bolivian; BA Bosnia-Herzegovina, Bosnian; BR Brazilian; GB British; BG Bulgarian
    BF Burkinabe; MM Burma, Burmese, Myanmar/Burma; BI Burundian; KH Cambodian; CM Cameroonian
    CA Canadian; CF Central African; TD Chadian; CL Chilean; CN Chinese; CO Colombian
    CD Congo, Democratic Republic of the; CD Democratic Republic of the Congo; CD DRC
    CR Costa Rican; HR Croatian; CU Cuban; CY Cypriot; CZ Czech; DK Danish; NL Dutch; KP DPRK
    KP Democratic People's Republic of Korea (DPRK); KP North Korean; EC Ecuadorian; EG Egyptian
    AE Emirati; ER Eritrean; EE Estonian; ET Ethiopian; PH Filipino; FI Finnish; FR French
    GA Gabonese; GM Gambian; GM The Gambia; GE Georgian; DE German; GH Ghanaian; GR Greek
    GT Guatemalan; HT Haitian; HN Honduran; HU Hungarian; IN Indian; ID Indonesian; IR Iranian
    IQ Iraqi; IE Irish; IL Israeli; IT Italian; CI Ivorian; JM Jamaican; JP Japanese; JO Jordanian
    KZ Kazakh; KE Kenyan; KW Kuwaiti; KG Kyrgyz; LV Latvian; LB Lebanese; LR Liberian
    LY Libyan; LT Lithuanian; MK Macedonian
    MK Macedonia, The Former Yugoslav Republic of; MY Malaysian; MV Maldivian; ML Malian; MT Maltese
    MR Mauritanian; MX Mexican; MD Moldovan; ME Montenegrin; MA Moroccan; MZ Mozambican
    NP Nepalese; NZ New Zealand; NI Nicaraguan; NE Nigerien; NG Nigerian; NO Norwegian; OM Omani
    PK Pakistani; PA Panamanian; PY Paraguayan; PE Peruvian; PL Polish; PT Portuguese; QA Qatari
    MD of the Republic of Moldova; RO Romanian; RU Russian; RW Rwandan; SV Salvadoran
    SA Saudi, Saudi Arabian; SN Senegalese; RS Serbian; SL Sierra Leonean; SG Singaporean
    SK Slovak; SI Slovenian; SO Somali; ZA South African; KR South Korean; SS South Sudanese
    ES Spanish; LK Sri Lankan; SD Sudanese; SE Swedish; CH Swiss; SY Syrian; TW Taiwanese
    TJ Tajik; TZ Tanzania, Tanzanian; TH Thai; TG Togolese; TN Tunisian; TR Turkey, Turkish
    TM Turkmen; UG Ugandan; UA Ukrainian; US American, US; UY Uruguayan; UZ Uzbek; VE Venezuelan
    VN Vietnamese; YE Yemeni; ZM Zambian; ZW Zimbabwean
"""
_COMMA_NAMES = (
    "Congo, Democratic Republic of the",
    "Macedonia, The Former Yugoslav Republic of",
)
_SEVERAL = re.compile(r"\s*[,/]\s*|\s+and\s+")


def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in re.split(r"[;\n]", _PRINTED):
        code, _, names = line.strip().partition(" ")
        for name in [names] if names in _COMMA_NAMES else names.split(", "):
            found[name.casefold()] = code
    return found


_CODES = _codes()


def nationalities(facts: Facts, text: str) -> list[Node]:
    """The states that a printed nationality names; none unless every part of it names one."""
    whole = _country(facts, text)
    if whole is not None:
        return [whole]
    found = [_country(facts, part) for part in _SEVERAL.split(text)]
    states = [state for state in found if state is not None]
    return states if len(states) == len(found) else []


def _country(facts: Facts, text: str) -> Node | None:
    name = text.strip(" .").replace("’", "'")
    code = _CODES.get(name.casefold())
    return facts.country(code) if code else (facts.country(name) if len(name) > 3 else None)
