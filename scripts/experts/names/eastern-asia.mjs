// @ts-check
/** @type {import('../types.mjs').Culture[]} */
export const easternAsia = [
  {
    id: 'chinese',
    language: 'Mandarin',
    order: 'oneWord',
    places: ['Chengdu, China', 'Xiamen, China', 'Tainan, Taiwan', 'Vancouver, Canada'],
    she: ['Yuqing|雨晴', 'Xiaohe|晓荷', 'Lanxin|兰心', 'Shuyao|舒瑶', 'Ruoxi|若溪', 'Wanting|婉婷', 'Jingyi|静怡'],
    he: ['Jianhong|建宏', 'Haoyu|浩宇', 'Zhiheng|志恒', 'Mingze|明泽', 'Wenbo|文博', 'Yichen|逸尘', 'Guoliang|国梁'],
    they: ['Xing|星'],
    family: [
      'Ouyang|欧阳', 'Shen|沈', 'Tang|唐', 'Xu|徐', 'Zhou|周', 'Fang|方', 'Gu|顾', 'Lu|陆', 'Meng|孟', 'Qin|秦',
      'Xia|夏', 'Yan|严',
    ],
  },
  {
    id: 'japanese',
    language: 'Japanese',
    order: 'nativeFamilyFirst',
    places: ['Sendai, Japan', 'Kanazawa, Japan', 'Fukuoka, Japan'],
    she: ['Akiho|秋穂', 'Chizuru|千鶴', 'Harumi|春美', 'Kotone|琴音', 'Mizuho|瑞穂', 'Sayuri|小百合', 'Yoshie|良枝'],
    he: ['Daisuke|大輔', 'Kazuhiro|和宏', 'Naoya|直哉', 'Ryōhei|良平', 'Shunsuke|俊介', 'Tetsuya|哲也', 'Yūto|勇人'],
    they: ['Aoi|葵', 'Hinata|陽向', 'Makoto|誠'],
    family: [
      'Aizawa|相沢', 'Hirayama|平山', 'Kuwabara|桑原', 'Matsunaga|松永', 'Nishikawa|西川', 'Okabe|岡部', 'Shiraishi|白石',
      'Takamura|高村', 'Tsukahara|塚原', 'Minagawa|皆川', 'Ōtsubo|大坪',
    ],
  },
  {
    id: 'korean',
    language: 'Korean',
    order: 'oneWord',
    places: ['Busan, South Korea', 'Daejeon, South Korea', 'Jeonju, South Korea'],
    she: ['Da-som|다솜', 'Eun-byeol|은별', 'Seul-gi|슬기', 'Yeon-ju|연주', 'Hye-gyeong|혜경', 'Mi-ok|미옥'],
    he: [
      'Dong-hyuk|동혁', 'Gyeong-su|경수', 'Jae-won|재원', 'Sang-il|상일', 'Tae-gyu|태규', 'Beom-seok|범석',
      'Hyeon-sik|현식',
    ],
    they: ['Ga-ram|가람', 'Ha-ru|하루'],
    family: [
      'Ahn|안', 'Bae|배', 'Gwak|곽', 'Heo|허', 'Noh|노', 'Pyo|표', 'Seo|서', 'Yeom|염', 'Chae|채', 'Min|민', 'Tak|탁',
    ],
  },
  {
    id: 'vietnamese',
    language: 'Vietnamese',
    order: 'byLastGiven',
    places: ['Huế, Vietnam', 'Đà Nẵng, Vietnam', 'Cần Thơ, Vietnam'],
    she: [
      'Thị Hồng Nhung', 'Thị Bích Ngọc', 'Thị Thu Hà', 'Thị Diễm Quỳnh', 'Thị Mỹ Lệ', 'Thị Cẩm Tú',
      'Thị Kim Oanh', 'Thị Lan Chi',
    ],
    he: ['Văn Thịnh', 'Đức Hải', 'Minh Khôi', 'Gia Huy', 'Hữu Phước', 'Xuân Lộc', 'Đình Tuấn'],
    they: ['Thiên An', 'Hoài Thương'],
    family: ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô', 'Dương'],
  },
];
