"""Cuts a typeface to the characters that are needed: once for the package, once for each page.

``python -m xnsim.fonts.cut NotoSansSC_400Regular.ttf`` makes the two files of this folder.
Needs fonttools (which matplotlib brings) and, for woff2 only, brotli.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Literal

from xnsim.fonts import FAMILY, TTF, WOFF2

Flavor = Literal["ttf", "woff", "woff2"]

RARE_IN_NAMES = "㎡〇镕喆垚昇祎玥珺璟昀赟堃犇翀烜頔瑀玙"
SIGNS = (
    "–—‘’“”†‡•…‰′″‹›€™←↑→↓↔⇒∂∆∏∑−√∞∫∈≈≠≡≤≥①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    "⁴℃ℓ½¼¾■□▲△▼▽◆◇○●★☆✓"
)
QUOTED_DOCUMENTS = (  # documents that our lessons quote are printed in traditional characters
    "亂來個們偉備傳傷僅價億儉優兌內兩凈別則創劃勁動務勝勢勵區協厲參員問單嚴國圍圖執堅報場壓壞夠奮學實審寫將"
    "專對導屆屢層屬崗帥師帶幟幾廣強徑從復徹惡愛態慣慶憂應懲懷戰戶掛揚揮損搶擔據擱擴擺攤敗數斷時暢書會東條棄"
    "業極榮構樂標樣樸樹機檢檻欄權歡歸氣決沒沖況淺減湊準溝溫滿潑潔濃濟濫為無煙熱營爭狀獎獲現環產畝畫當疊療癢"
    "發盡監眾確礎礙禮種積穩競節範篩簡簽籌糾紀約紅納紙級細終組結絕絡給統經綜維網緊線編練縣縮總績織繞繼續罰義習"
    "聞聯職聽肅脫腦腳臟臺與興舉舊萬葉蓋處號術衛見規視親覺觀訂計討訓記訪設許訴評詢話該詳認誘語誠誤說誰課誼調談"
    "諉請論諧諾謀講證識議護變讓豐負貫責費貽貿資賢賣質賬贏踐蹤車軟較載輕輪輸輿轄轉辦農這連進運過達違遞遠適遷選遺"
    "還邊鄉鄧鄰醫針鉤錄錢錯鍵鎮鏡長門閉開間閱闖關陳陽隊階際隨雖雙難電韌響頂項順須領頭頻題類顧顯風飛養饋馬騰驗驟"
    "體鮮點黨齊龍"
)


def gb2312() -> str:
    """Return the 7,445 characters and signs of the national standard GB 2312—1980."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)


def characters() -> str:
    """Return every character the package's own font holds."""
    latin = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)]))
    return latin + gb2312() + RARE_IN_NAMES + SIGNS + QUOTED_DOCUMENTS


def cut(source: Path, text: str, flavor: Flavor = "ttf") -> bytes:
    """Return the typeface at ``source`` with only the glyphs that ``text`` needs.

    The family is renamed to ours, hints and vertical forms are left out, and the same
    input gives the same bytes.
    """
    from fontTools import subset

    options = subset.Options(
        hinting=False,
        layout_features=["kern"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        drop_tables=["VORG", "vhea", "vmtx", "BASE", "DSIG", "STAT", "GSUB"],
    )
    out = io.BytesIO()
    with subset.load_font(str(source), options, dontLoadGlyphNames=True) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        _rename(font["name"])
        font.flavor = None if flavor == "ttf" else flavor
        font.recalcTimestamp = False
        font.save(out, reorderTables=False)
    return out.getvalue()


def _rename(names) -> None:
    """Write our family name wherever the typeface says its own."""
    full = f"{FAMILY} Regular"
    ours = {1: FAMILY, 2: "Regular", 3: full, 4: full, 6: TTF.stem}
    for number, value in ours.items():
        names.removeNames(nameID=number)
        names.setName(value, number, 3, 1, 0x409)


def main(source: Path) -> None:
    """Cut ``source`` into the two files of this folder."""
    TTF.write_bytes(cut(source, characters()))
    WOFF2.write_bytes(cut(source, characters(), "woff2"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
