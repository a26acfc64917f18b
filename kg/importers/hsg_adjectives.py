"""Adjectives of countries, with the ids that the Office of the Historian gives the countries."""

from __future__ import annotations

_TABLE = """
Afghan afghanistan; Albanian albania; Algerian algeria; American united-states; Angolan angola;
Argentine argentina; Argentinian argentina; Armenian armenia; Australian australia;
Austrian austria; Azerbaijani azerbaijan; Bahamian bahamas; Bahraini bahrain;
Bangladeshi bangladesh; Barbadian barbados; Belarusian belarus; Belgian belgium; Belizean belize;
Bolivian bolivia; Bosnian bosnia-herzegovina; Brazilian brazil; British united-kingdom;
Bulgarian bulgaria; Burmese burma; Cambodian cambodia; Cameroonian cameroon; Canadian canada;
Chadian chad; Chilean chile; Chinese china; Colombian colombia; Costa Rican costa-rica;
Croatian croatia; Cuban cuba; Cypriot cyprus; Czech czech-republic;
Czechoslovak czechoslovakia; Danish denmark; Dutch netherlands; East German
german-democratic-republic; Ecuadoran ecuador; Ecuadorian ecuador; Egyptian egypt;
Emirati united-arab-emirates; Eritrean eritrea; Estonian estonia; Ethiopian ethiopia;
Fijian fiji; Finnish finland; French france; Gabonese gabon; Gambian gambia; Georgian georgia;
German germany; Ghanaian ghana; Greek greece; Grenadian grenada; Guatemalan guatemala;
Guinean guinea; Guyanese guyana; Haitian haiti; Honduran honduras; Hungarian hungary;
Icelandic iceland; Indian india; Indonesian indonesia; Iranian iran; Iraqi iraq; Irish ireland;
Israeli israel; Italian italy; Ivorian cote-divoire; Jamaican jamaica; Japanese japan;
Jordanian jordan; Kazakh kazakhstan; Kenyan kenya; Kuwaiti kuwait; Kyrgyz kyrgyzstan; Lao laos;
Laotian laos; Latvian latvia; Lebanese lebanon; Liberian liberia; Libyan libya;
Lithuanian lithuania; Luxembourg luxembourg; Macedonian macedonia; Malaysian malaysia;
Malian mali; Maltese malta; Mauritian mauritius; Mexican mexico; Moldovan moldova;
Mongolian mongolia; Montenegrin montenegro; Moroccan morocco; Mozambican mozambique;
Namibian namibia; Nepalese nepal; New Zealand new-zealand; Nicaraguan nicaragua;
Nigerian nigeria; North Korean korea-north; Norwegian norway; Omani oman; Pakistani pakistan;
Panamanian panama; Paraguayan paraguay; Peruvian peru; Philippine philippines; Polish poland;
Portuguese portugal; Qatari qatar; Romanian romania; Russian russia; Rwandan rwanda;
Salvadoran el-salvador; Saudi saudi-arabia; Saudi Arabian saudi-arabia; Senegalese senegal;
Serbian serbia; Sierra Leonean sierra-leone; Singaporean singapore; Slovak slovakia;
Slovenian slovenia; Somali somalia; South African south-africa; South Korean korea-south;
South Sudanese south-sudan; Soviet soviet-union; Spanish spain; Sri Lankan sri-lanka;
Sudanese sudan; Surinamese suriname; Swedish sweden; Swiss switzerland; Syrian syria;
Tajik tajikistan; Tanzanian tanzania; Thai thailand; Togolese togo; Tunisian tunisia;
Turkish turkey; Turkmen turkmenistan; U.S. united-states; Ugandan uganda; Ukrainian ukraine;
Uruguayan uruguay; Uzbek uzbekistan; Venezuelan venezuela; Vietnamese vietnam;
West German germany; Yemeni yemen; Yugoslav yugoslavia; Zairian congo-democratic-republic;
Zambian zambia; Zimbabwean zimbabwe
"""


def _read(table: str) -> dict[str, str]:
    pairs = (" ".join(entry.split()).rpartition(" ") for entry in table.split(";"))
    return {adjective: id for adjective, _, id in pairs}


ADJECTIVES = _read(_TABLE)
"""Adjective → id. Who is called South Vietnamese, Palestinian or Korean has none here: the
adjective names no one state of the source."""
