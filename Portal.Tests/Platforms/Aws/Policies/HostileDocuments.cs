using System.Text;
using System.Text.Json;

namespace Portal.Tests.Platforms.Aws.Policies;

/// <summary>
/// Policy documents made to cost an engine much, or to make it say the wrong thing: some that AWS would attach, some that it would not, some past
/// every limit. The same for the same seed.
/// </summary>
/// <param name="seed">Where chance begins.</param>
internal sealed class HostileDocuments(int seed)
{
    private static readonly string[] Texts =
    [
        "s3:GetObject", "*", "arn:aws:s3:::bucket/*", "${aws:username}", "${", "${}", "${aws:PrincipalTag/a,'b'}", "\u202Egnp.exe", "e\u0301", "\u0000", "\U0001F9E8", "IAM:*",
        "ｓ３:GetObject", "s3:Get\u200BObject", "%73%33", "\\u0073", "arn:aws:iam::111111111111:role/*", "arn:*:*:*:*:*", ":::::", "a:b:c:d:e:f:g", "?", "**", " ",
    ];

    private static readonly string[] Operators =
    [
        "StringLike", "StringNotLike", "ForAllValues:StringLike", "ForAnyValue:StringNotEquals", "ArnLike", "NumericLessThan", "DateGreaterThan", "IpAddress", "Bool", "Null",
        "StringEqualsIfExists", "BinaryEquals", "NotAnOperator",
    ];

    private readonly Random _random = new(seed);

    /// <summary>How documents are made, by name.</summary>
    public IReadOnlyList<(string Kind, Func<string> Make)> Kinds =>
    [
        ("64 wildcards in an action", () => One($"s3:{Wild(64)}", "*")),
        ("64 wildcards in many actions", () => One([.. Many(100 + _random.Next(900), i => $"{Service()}:{Wild(64)}{i}")], ["*"])),
        ("64 wildcards in actions nobody knows", () => Statements(200 + _random.Next(300), i => Statement(i % 2 == 0, [$"made-up:{Wild(64)}{i}"], ["*"]))),
        ("wildcards in resources", () => Statements(40 + _random.Next(200), i => Statement(i % 2 == 0, ["s3:*"], [$"arn:aws:s3:::{Wild(_random.Next(1_000))}{i}"]))),
        ("long entries full of wildcards", () => Statements(10, i => Statement(i % 3 != 0, ["s3:*", "iam:*"], [.. Many(40, j => $"arn:aws:s3:::{Wild(1_900)}{j}")]))),
        ("question marks behind a star", () => One("s3:*", $"arn:aws:s3:::*{Repeat("?a", _random.Next(1, 200))}*")),
        ("ten thousand statements", () => Statements(10_000, i => Statement(i % 2 == 0, [Action(i)], ["*"]))),
        ("thousands of allows and denies", () => Statements(1_000 + _random.Next(4_000), i => Statement(i % 2 == 0, ["s3:*"], [$"arn:aws:s3:::bucket-{i}/*"]))),
        ("allows and denies that cross", () => Statements(200 + _random.Next(1_800), i => Statement(i % 2 == 0, ["*"], [i % 2 == 0 ? $"arn:aws:s3:::a{i}*" : $"arn:aws:s3:::*{i}"]))),
        ("denies under conditions", () => Statements(100 + _random.Next(900), i => Statement(i % 5 == 0, ["*"], ["*"], Conditions(3)))),
        ("not this and not that", () => Statements(50 + _random.Next(450), i => Negated(i % 2 == 0, [Action(i), $"{Service()}:*"], [$"arn:aws:s3:::*{i}*"]))),
        ("a thousand conditions", () => One("s3:GetObject", "*", Conditions(1_000))),
        ("a condition of thousands of values", () => One("s3:GetObject", "*", Values(1_000 + _random.Next(9_000)))),
        ("variables", () => Statements(50 + _random.Next(250), i => Statement(i % 2 == 0, ["s3:*"], [$"arn:aws:s3:::{Repeat("${aws:username}*", 40)}{i}"], Values(10)))),
        ("variables in variables", () => One("s3:*", $"arn:aws:s3:::{Repeat("${aws:PrincipalTag/${", 80)}{Repeat("}", 80)}")),
        ("nested deeply", () => Deep(_random.Next(1, 100_000))),
        ("nested within itself", () => Nested(_random.Next(2, 12))),
        ("a long list", () => One([.. Many(20_000 + _random.Next(40_000), Action)], ["*"])),
        ("every principal", () => Statements(200, i => $$"""{"Effect":"Allow","Principal":{"AWS":[{{string.Join(',', Many(100, j => $"\"arn:aws:iam::{100_000_000_000 + (i * 100) + j}:role/*\""))}}]},"Action":"sts:AssumeRole"}""")),
        ("numbers where texts belong", () => $$"""{"Version":20121017,"Statement":[{"Effect":1,"Action":[{{_random.Next()}}],"Resource":1e308}]}"""),
        ("null in every place", () => """{"Version":null,"Statement":[{"Effect":"Allow","Action":null,"Resource":null,"Condition":null},null]}"""),
        ("members twice", () => """{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"s3:*","Action":"iam:*","Resource":"*"}]}"""),
        ("text that is strange", () => Statements(20, i => Statement(i % 2 == 0, [$"s3:{Text()}"], [Text()], $$$"""{"StringLike":{{{{Quoted(Text())}}}:[{{{Quoted(Text())}}},{{{_random.Next()}}},true]}}"""))),
        ("more than is kept", () => One("s3:*", "*")[..^1] + new string(' ', 1_048_576) + "}"),
        ("cut off", () => Cut(Statements(100, i => Statement(isAllow: true, [Action(i)], ["*"])))),
        ("empty", () => new[] { "", "{}", "[]", "null", "0", "\"\"", "{\"Statement\":[]}", "{\"Statement\":{}}" }[_random.Next(8)]),
        ("random", () => Statements(_random.Next(1, 300), _ => Statement(_random.Next(2) == 0, [.. Many(_random.Next(1, 5), _ => Any())], [.. Many(_random.Next(1, 5), _ => Any())], Conditions(_random.Next(4))))),
    ];

    /// <summary>So many, of each kind in turn.</summary>
    public IEnumerable<(string Kind, string Text)> First(int count)
    {
        var kinds = Kinds;
        for (var i = 0; i < count; i++)
        {
            var (kind, make) = kinds[i % kinds.Count];
            yield return (kind, make());
        }
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static IEnumerable<string> Many(int count, Func<int, string> make) => Enumerable.Range(0, count).Select(make);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string List(IReadOnlyList<string> entries) => entries.Count == 1 ? Quoted(entries[0]) : $"[{string.Join(',', entries.Select(Quoted))}]";

    private static string Statement(bool isAllow, IReadOnlyList<string> actions, IReadOnlyList<string> resources, string? condition = null) =>
        $$"""{"Effect":"{{(isAllow ? "Allow" : "Deny")}}","Action":{{List(actions)}},"Resource":{{List(resources)}}{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""";

    private static string Negated(bool isAllow, IReadOnlyList<string> actions, IReadOnlyList<string> resources) =>
        Statement(isAllow, actions, resources).Replace("\"Action\"", "\"NotAction\"", StringComparison.Ordinal).Replace("\"Resource\"", "\"NotResource\"", StringComparison.Ordinal);

    private static string Statements(int count, Func<int, string> make) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', Many(count, make))}}]}""";

    private static string One(string action, string resource, string? condition = null) => One([action], [resource], condition);

    private static string One(IReadOnlyList<string> actions, IReadOnlyList<string> resources, string? condition = null) =>
        $$"""{"Version":"2012-10-17","Statement":{{Statement(isAllow: true, actions, resources, condition)}}}""";

    private static string Deep(int levels) => Repeat("{\"Statement\":[", levels) + Repeat("]}", levels);

    private string Cut(string text) => text[.._random.Next(1, text.Length)];

    /// <summary>A statement within a condition within a statement.</summary>
    private static string Nested(int levels)
    {
        var inner = Statement(isAllow: true, ["s3:*"], ["*"]);
        for (var i = 0; i < levels; i++)
        {
            inner = Statement(isAllow: true, ["s3:*"], ["*"], inner);
        }
        return $$"""{"Version":"2012-10-17","Statement":[{{inner}}]}""";
    }

    private string Conditions(int count)
    {
        var byOperator = Enumerable.Range(0, count).GroupBy(i => Operators[i % (Operators.Length - 1)], StringComparer.Ordinal);
        return $"{{{string.Join(',', byOperator.Select(g => $"\"{g.Key}\":{{{string.Join(',', g.Select(i => $"\"aws:RequestTag/k{i}\":{Quoted(_random.Next(3) == 0 ? Wild(60) : $"{i}")}"))}}}"))}}}";
    }

    private string Values(int count) => $$$"""{"{{{Operators[_random.Next(4)]}}}":{"aws:PrincipalTag/team":[{{{string.Join(',', Many(count, i => Quoted($"{Wild(_random.Next(10))}{i}")))}}}]}}""";

    private string Wild(int stars)
    {
        var text = new StringBuilder();
        var letters = new[] { "a", "ge", "*", "put", "e" };
        var one = letters[_random.Next(letters.Length)];
        for (var i = 0; i < stars; i++)
        {
            text.Append('*').Append(_random.Next(4) == 0 ? letters[_random.Next(letters.Length)] : one);
        }
        return text.ToString();
    }

    private string Service() => new[] { "s3", "iam", "ec2", "sts", "kms", "made-up" }[_random.Next(6)];

    private string Action(int number) => new[] { "s3:GetObject", "iam:Put*", "ec2:*", $"made-up:Action{number}", "s3:*Object*", $"kms:D?crypt", "*" }[number % 7];

    private string Text() => Texts[_random.Next(Texts.Length)];

    private string Any() => _random.Next(4) switch
    {
        0 => Text(),
        1 => $"{Service()}:{Wild(_random.Next(70))}",
        2 => $"arn:aws:{Service()}:::{Wild(_random.Next(30))}",
        _ => Action(_random.Next(100)),
    };
}
