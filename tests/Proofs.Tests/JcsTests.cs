using System.Globalization;
using System.Text;

namespace HazardLedger.Proofs.Tests;

public sealed class JcsTests
{
    // RFC 8785 Appendix B: bits of a double and its canonical text.
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_are_written_as_the_published_table_says(string bits, string expected)
    {
        var value = BitConverter.Int64BitsToDouble(long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        JcsNumber.Format(value).ShouldBe(expected);
        Canonical(value.ToString("E16", CultureInfo.InvariantCulture)).ShouldBe(expected);
    }

    [Theory]
    // RFC 8785 §3.2.2, §3.2.3 and the published test data (arrays, french, structures, unicode, values, weird).
    [InlineData("""{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}")]
    [InlineData("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""",
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}")]
    [InlineData("""[ 56, { "d": true, "10": null, "1": [ ] } ]""", """[56,{"1":[],"10":null,"d":true}]""")]
    [InlineData("""{ "peach": "This sorting order", "péché": "is wrong according to French", "pêche": "but canonicalization MUST", "sin": "ignore locale" }""",
        """{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}""")]
    [InlineData("""{"1":{"f":{"f":"hi","F":5},"\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}""",
        "{\"\":\"empty\",\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":\"hi\"}},\"10\":{},\"111\":[{\"E\":\"no\",\"e\":\"yes\"}],\"A\":{},\"a\":{}}")]
    [InlineData("{\"Unnormalized Unicode\":\"A\\u030a\"}", "{\"Unnormalized Unicode\":\"A\u030a\"}")]
    [InlineData("\"\\u0000\\u0007\\b\\t\\n\\f\\r\\u001f\\u007f\\/\"", "\"\\u0000\\u0007\\b\\t\\n\\f\\r\\u001f\u007f/\"")]
    [InlineData(" -0 ", "0")]
    [InlineData("-0.0e5", "0")]
    [InlineData("1e2", "100")]
    [InlineData("123456789012345678", "123456789012345680")]
    public void Texts_come_out_in_the_one_published_form(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Theory]
    [InlineData("""{"a":1,"b":2,"a":3}""", "twice")]
    [InlineData("""{"a":1,"\u0061":3}""", "twice")]
    [InlineData("\"\\ud800\"", "surrogate")]
    [InlineData("{\"\\udc00x\":1}", "surrogate")]
    [InlineData("1e400", "beyond")]
    [InlineData("01", "not JSON")]
    [InlineData("NaN", "not JSON")]
    [InlineData("1 2", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("[1,]", "not JSON")]
    [InlineData("// no\n1", "not JSON")]
    public void What_is_not_I_JSON_is_refused(string json, string because) =>
        Should.Throw<FormatException>(() => Canonical(json)).Message.ShouldContain(because);

    [Fact]
    public void Invalid_UTF_8_and_bottomless_nesting_are_refused()
    {
        Should.Throw<FormatException>(() => Jcs.Canonicalize([(byte)'"', 0xED, 0xA0, 0x80, (byte)'"']));
        Should.Throw<FormatException>(() => Canonical(new string('[', 65) + new string(']', 65)));
        Canonical(new string('[', 64) + new string(']', 64)).Length.ShouldBe(128);
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("0.1000000000000000055")]
    [InlineData("333333333.33333329")]
    [InlineData("1e-400")]
    [InlineData("123456789012345678")]
    public void Exact_numbers_have_no_more_digits_than_a_double_prints(string json)
    {
        Should.NotThrow(() => Canonical(json));
        Should.Throw<FormatException>(() => Jcs.CanonicalizeExactly(Encoding.UTF8.GetBytes(json))).Message.ShouldContain("precise");
    }

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("1E30", "1e+30")]
    [InlineData("0.0", "0")]
    [InlineData("-0.00e-7", "0")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("-12.5e-3", "-0.0125")]
    public void Exact_numbers_may_still_be_written_in_many_ways(string json, string expected) =>
        Encoding.UTF8.GetString(Jcs.CanonicalizeExactly(Encoding.UTF8.GetBytes(json))).ShouldBe(expected);

    [Fact]
    public void Every_random_double_reads_back_as_itself_and_is_a_fixed_point()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                var text = JcsNumber.Format(value);
                double.Parse(text, CultureInfo.InvariantCulture).ShouldBe(value, $"seed {seed}");
                Encoding.UTF8.GetString(Jcs.CanonicalizeExactly(Encoding.UTF8.GetBytes(text))).ShouldBe(text, $"seed {seed}");
            }
        }
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(Jcs.Canonicalize(Encoding.UTF8.GetBytes(json)));
}
