"""Countries by their ISO 3166 codes, in both languages: those in which providers of models work."""

_NAMES = {
    "AE": ("アラブ首長国連邦", "United Arab Emirates"),
    "AU": ("オーストラリア", "Australia"),
    "BE": ("ベルギー", "Belgium"),
    "BR": ("ブラジル", "Brazil"),
    "CA": ("カナダ", "Canada"),
    "CH": ("スイス", "Switzerland"),
    "CN": ("中国", "China"),
    "DE": ("ドイツ", "Germany"),
    "DK": ("デンマーク", "Denmark"),
    "ES": ("スペイン", "Spain"),
    "FI": ("フィンランド", "Finland"),
    "FR": ("フランス", "France"),
    "GB": ("英国", "United Kingdom"),
    "HK": ("香港", "Hong Kong"),
    "ID": ("インドネシア", "Indonesia"),
    "IE": ("アイルランド", "Ireland"),
    "IL": ("イスラエル", "Israel"),
    "IN": ("インド", "India"),
    "IT": ("イタリア", "Italy"),
    "JP": ("日本", "Japan"),
    "KR": ("韓国", "South Korea"),
    "LU": ("ルクセンブルク", "Luxembourg"),
    "MX": ("メキシコ", "Mexico"),
    "MY": ("マレーシア", "Malaysia"),
    "NL": ("オランダ", "Netherlands"),
    "NO": ("ノルウェー", "Norway"),
    "NZ": ("ニュージーランド", "New Zealand"),
    "PL": ("ポーランド", "Poland"),
    "SE": ("スウェーデン", "Sweden"),
    "SG": ("シンガポール", "Singapore"),
    "TH": ("タイ", "Thailand"),
    "TW": ("台湾", "Taiwan"),
    "US": ("米国", "United States"),
    "ZA": ("南アフリカ", "South Africa"),
}


def country_ja(code: str) -> str:
    """「日本（JP）」; the code alone where it is none of these."""
    return f"{_NAMES[code][0]}（{code}）" if code in _NAMES else code


def country_en(code: str) -> str:
    """``Japan (JP)``; the code alone where it is none of these."""
    return f"{_NAMES[code][1]} ({code})" if code in _NAMES else code
