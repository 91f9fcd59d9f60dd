"""The words of units' names: the usual short forms, and which words tell little because many names have them."""

from __future__ import annotations

from collections.abc import Mapping


def _words(lines: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """short form: its meanings, each as folded words."""
    pairs = (line.split(":") for line in lines.strip().splitlines())
    return {short.strip(): tuple(tuple(one.split()) for one in meanings.split(",")) for short, meanings in pairs}


# Folded, as they are compared. One letter stands for a word only here: q is quận, but no first letter of anything.
SHORT = _words(
    """
    cty: cong ty
    cti: cong ty
    congty: cong ty
    ct: cong ty, can tho
    cp: co phan
    ctcp: cong ty co phan
    tnhh: trach nhiem huu han
    mtv: mot thanh vien
    tv: thanh vien, tu van
    tct: tong cong ty
    tctcp: tong cong ty co phan
    td: tap doan
    cn: chi nhanh, cong nghiep, cong nghe
    vpdd: van phong dai dien
    vp: van phong, vinh phuc
    tm: thuong mai
    dv: dich vu
    sx: san xuat
    xd: xay dung
    xnk: xuat nhap khau
    xk: xuat khau
    nk: nhap khau
    dt: dau tu, dien tu, dao tao
    pt: phat trien, phu tho
    kd: kinh doanh
    ck: co khi
    kt: ky thuat, kinh te
    vlxd: vat lieu xay dung
    cntt: cong nghe thong tin
    vt: van tai, vien thong, vung tau
    gtvt: giao thong van tai
    dl: dien luc, du lich
    nh: ngan hang
    dp: duoc pham
    cb: che bien
    ts: thuy san
    nm: nha may
    xn: xi nghiep
    px: phan xuong
    kcn: khu cong nghiep
    kcx: khu che xuat
    kcnc: khu cong nghe cao
    ccn: cum cong nghiep
    kkt: khu kinh te
    bql: ban quan ly
    ldld: lien doan lao dong
    tld: tong lien doan
    tldld: tong lien doan lao dong
    cd: cong doan, cao dang
    cdcs: cong doan co so
    cdn: cong doan nganh
    ubnd: uy ban nhan dan
    hdnd: hoi dong nhan dan
    bhxh: bao hiem xa hoi
    tnmt: tai nguyen moi truong
    bv: benh vien
    bvdk: benh vien da khoa
    dk: da khoa
    ttyt: trung tam y te
    tyt: tram y te
    yt: y te
    dh: dai hoc
    th: tieu hoc, thanh hoa
    thcs: trung hoc co so
    thpt: trung hoc pho thong
    mn: mam non
    mg: mau giao
    gd: giao duc
    gddt: giao duc va dao tao, giao duc dao tao
    gdtx: giao duc thuong xuyen
    tp: thanh pho, thuc pham
    tx: thi xa
    tt: thi tran, trung tam
    q: quan
    p: phuong
    h: huyen
    x: xa
    hcm: ho chi minh
    tphcm: thanh pho ho chi minh
    hn: ha noi
    sg: sai gon
    hp: hai phong
    dn: da nang, dong nai, doanh nghiep
    bd: binh duong, binh dinh, buu dien
    bn: bac ninh
    bg: bac giang
    hd: hai duong
    hy: hung yen
    tn: thai nguyen, tay ninh
    qn: quang ninh, quang nam
    na: nghe an
    ht: ha tinh
    nd: nam dinh
    nb: ninh binh
    tb: thai binh
    la: long an
    kh: khanh hoa
    brvt: ba ria vung tau
    vn: viet nam
    vietnam: viet nam
    hanoi: ha noi
    saigon: sai gon
    danang: da nang
    """
)
# In so many names that matching one of them says little.
COMMON = frozenset(
    """
    cong ty tnhh co phan ctcp trach nhiem huu han mot thanh vien lien doan lao dong tinh pho quan huyen thi xa phuong
    doan so xi nghiep nha khu truong benh tong va viet nam chi nhanh to phong ban trung tam
    """.split()  # noqa: SIM905 - forty quoted words would be read by nobody
)
