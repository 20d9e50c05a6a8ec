using HazardLedger.Domain.Enterprises;

namespace HazardLedger.Bench;

/// <summary>Where a hazard is and what is wrong, in Chinese with the Latin model numbers that inspectors write down: common words, rarer ones
/// and some that stand in one of ten thousand rows, so that a search meets what it meets in an office.</summary>
internal static class MillionWords
{
    private const string Signs = "东南西北中兴旺和平安泰康宁文明新华建胜光荣民青山绿水金玉银翠福禄寿喜龙凤鹤麟松竹梅兰荷菊桂桃柳杨榕樟枫杉瑞丰宏盛恒昌隆顺";
    private const string Organisation = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Codes of sectors with their weights of a thousand.</summary>
    public static readonly (string Sector, int Weight)[] Sectors =
    [
        ("fire", 250), ("industryTrade", 200), ("roadTraffic", 130), ("construction", 110), ("gas", 100), ("hazardousChemicals", 50),
        ("electricity", 50), ("specialEquipment", 40), ("cultureTourism", 30), ("education", 20), ("fireworks", 10), ("other", 10),
    ];

    private static readonly string[] Trades =
        ["鞋业", "服饰", "木业", "家具", "机械", "食品", "包装", "五金", "塑料", "电子", "工艺品", "纺织", "百货", "餐馆", "酒楼", "宾馆", "物流", "建材", "燃气站", "加油站", "涂料", "幼儿园", "影城", "市场"];

    private static readonly string[] Spots =
        ["一层疏散通道", "二层楼梯间", "消防控制室", "成品仓库", "原料堆场", "配电室", "空压机房", "喷漆车间", "木工车间", "员工宿舍", "后厨操作间", "气瓶间", "地下车库", "卸货平台", "污水处理站", "锅炉房", "屋面光伏区", "东侧基坑", "外脚手架", "调压箱"];

    private static readonly string[] Defects =
    [
        "疏散通道被占用", "安全出口上锁", "灭火器压力不足", "应急照明不亮", "室内消火栓无水", "防火门损坏", "喷淋系统关闭", "烟感探测器被遮挡", "除尘系统未接地", "有限空间无警示标志",
        "传动部位缺防护罩", "起重限位失效", "叉车无证驾驶", "粉尘堆积未清扫", "临时用电不规范", "配电箱积尘杂乱", "漏电保护器失灵", "电缆绝缘破损", "电动自行车违规充电", "燃气软管超期",
        "可燃气体报警器失效", "气瓶与明火同室", "危险化学品混存", "防静电措施缺失", "卸车作业无人监护", "动火作业未审批", "高处作业未系安全带", "脚手架连墙件缺失", "基坑边坡开裂", "塔吊附着松动",
        "货车超载", "客车安全带缺失", "驾驶员疲劳驾驶", "道路临水临崖无护栏", "电梯超期未检", "压力容器未检验", "培训记录不全", "应急预案未演练", "隐患台账未更新", "特种作业证过期",
    ];

    private static readonly string[] Details =
    [
        "堆放纸箱{0}件", "剩余宽度约{0}厘米", "涉及{0}处", "{0}具超过检验期", "现场人员{0}名均未掌握处置步骤", "缺失长度约{0}米", "积尘厚度约{0}毫米", "温度超过{0}摄氏度", "记录缺{0}天", "间距仅{0}厘米",
        "责任人王某未到场", "负责人称正在采购配件", "上次检查已指出", "夜班无人值守", "钥匙由门卫保管", "租户之间责任不清",
    ];

    private static readonly string[] Rare =
    [
        "氨制冷机房泄压管朝向人行道", "发现萤石粉尘", "放射源储存柜未上锁", "双氧水罐鼓包", "硝化棉露天存放", "镁粉收集桶受潮", "液氯钢瓶无防震圈", "窑炉观察孔破裂", "索道抱索器磨损", "泳池加药间臭氧泄漏",
        "缫丝机离合器失灵", "酿酒车间甲醇超标", "屠宰线击晕器漏电", "染缸蒸汽外泄", "碾米机除石器堵塞", "琉璃熔炉冷却水中断", "龙舟码头跳板断裂", "古戏台木柱虫蛀", "珍珠棉切割热丝裸露", "茶青烘干炉回火",
    ];

    private static readonly string[] Models = ["YJV22-{0}", "MFZ-ABC{0}", "PLC S7-{0}", "KBZ-{0}/1140", "GB-T{0}", "CPCD{0}", "Siemens {0}A", "QTZ{0}", "DN{0}", "iFS-{0}"];

    /// <summary>The name of a street, a firm or both is made of two signs: four thousand of them.</summary>
    public static string Two(Dice dice) => $"{Signs[dice.Below(Signs.Length)]}{Signs[dice.Below(Signs.Length)]}";

    /// <summary>Where the enterprise is and what it is called there: the same for all its hazards.</summary>
    public static string AddressOf(int enterprise)
    {
        var dice = new Dice(-1 - enterprise);
        return $"{Two(dice)}路{dice.Between(1, 399)}号{Two(dice)}{dice.Pick(Trades)}";
    }

    public static string Spot(Dice dice) => $"{dice.Between(1, 12)}号楼{dice.Pick(Spots)}";

    public static string Description(Dice dice)
    {
        var text = $"{dice.Pick(Defects)}，{Filled(dice, dice.Pick(Details), 2, 60)}，{Filled(dice, dice.Pick(Details), 2, 60)}";
        text += dice.Chance(60) ? $"，型号{Filled(dice, dice.Pick(Models), 100, 9999)}" : "";
        return text + (dice.Chance(2) ? $"，{dice.Pick(Rare)}。" : "。");
    }

    public static string Measures(Dice dice) => $"{dice.Pick(Defects)}问题已处理，{Filled(dice, "更换配件{0}件，", 1, 20)}建立每日巡查记录";

    /// <summary>A credit code of nobody, with valid check characters (GB 32100-2015).</summary>
    public static string CreditCodeOf(int enterprise, string county)
    {
        var own = "MB" + string.Concat(Enumerable.Range(0, 6).Select(place => Organisation[enterprise / (int)Math.Pow(Organisation.Length, 5 - place) % Organisation.Length]));
        var code = "91" + county + own + CreditCode.OrganisationCheckOf(own);
        return code + CreditCode.CheckOf(code);
    }

    private static string Filled(Dice dice, string template, int least, int most) => template.Replace("{0}", dice.Between(least, most).ToString(), StringComparison.Ordinal);
}
