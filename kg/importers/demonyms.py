"""Adjectives of states and names that ISO 3166-1 lacks, as sources in English print them."""

from __future__ import annotations

_ADJECTIVES = """
    AF Afghan; AL Albanian; DZ Algerian; US American; AO Angolan; AR Argentine, Argentinian;
    AM Armenian; AU Australian; AT Austrian; AZ Azerbaijani; BS Bahamian; BH Bahraini;
    BD Bangladeshi; BB Barbadian; BY Belarusian; BE Belgian; BZ Belizean; BO Bolivian; BA Bosnian;
    BR Brazilian; GB British; BG Bulgarian; BF Burkinabe; MM Burmese; BI Burundian; KH Cambodian;
    CM Cameroonian; CA Canadian; CF Central African; TD Chadian; CL Chilean; CN Chinese;
    CO Colombian; CR Costa Rican; HR Croatian; CU Cuban; CY Cypriot; CZ Czech; DK Danish;
    NL Dutch; EC Ecuadoran, Ecuadorian; EG Egyptian; AE Emirati; ER Eritrean; EE Estonian;
    ET Ethiopian; FJ Fijian; PH Filipino, Philippine; FI Finnish; FR French; GA Gabonese;
    GM Gambian; GE Georgian; DE German; GH Ghanaian; GR Greek; GD Grenadian; GT Guatemalan;
    GY Guyanese; HT Haitian; HN Honduran; HU Hungarian; IS Icelandic; IN Indian; ID Indonesian;
    IR Iranian; IQ Iraqi; IE Irish; IL Israeli; IT Italian; CI Ivorian; JM Jamaican; JP Japanese;
    JO Jordanian; KZ Kazakh; KE Kenyan; KW Kuwaiti; KG Kyrgyz; LA Lao, Laotian; LV Latvian;
    LB Lebanese; LR Liberian; LY Libyan; LT Lithuanian; LU Luxembourg; MK Macedonian;
    MY Malaysian; MV Maldivian; ML Malian; MT Maltese; MR Mauritanian; MU Mauritian; MX Mexican;
    MD Moldovan; MN Mongolian; ME Montenegrin; MA Moroccan; MZ Mozambican; NA Namibian;
    NP Nepalese; NZ New Zealand; NI Nicaraguan; NG Nigerian; NE Nigerien; KP North Korean;
    NO Norwegian; OM Omani; PK Pakistani; PA Panamanian; PY Paraguayan; PE Peruvian; PL Polish;
    PT Portuguese; QA Qatari; RO Romanian; RU Russian; RW Rwandan; SV Salvadoran;
    SA Saudi, Saudi Arabian; SN Senegalese; RS Serbian; SL Sierra Leonean; SG Singaporean;
    SK Slovak; SI Slovenian; SO Somali; ZA South African; KR South Korean; SS South Sudanese;
    ES Spanish; LK Sri Lankan; SD Sudanese; SR Surinamese; SE Swedish; CH Swiss; SY Syrian;
    TJ Tajik; TZ Tanzanian; TH Thai; TG Togolese; TN Tunisian; TR Turkish; TM Turkmen; UG Ugandan;
    UA Ukrainian; UY Uruguayan; UZ Uzbek; VE Venezuelan; VN Vietnamese; YE Yemeni; ZM Zambian;
    ZW Zimbabwean
"""


def _read(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in " ".join(table.split()).split("; "):
        code, _, words = entry.partition(" ")
        found |= dict.fromkeys(words.split(", "), code)
    return found


DEMONYMS = _read(_ADJECTIVES)
"""Adjective → ISO 3166-1 alpha-2. Only words that mean one state: "Congolese", "Dominican",
"Guinean", "Korean" and "Palestinian" are none."""

OTHER_NAMES = {
    "Bosnia-Herzegovina": "BA",
    "Burma": "MM",
    "Macedonia": "MK",
    "Swaziland": "SZ",
    "Turkey": "TR",
}
"""Name → ISO 3166-1 alpha-2, where it is none that the packaged states have for sure."""
