using System.Text;
using System.Text.Json;
using CsCheck;

namespace Portal.Tests.Hosting.Api;

/// <summary>
/// Random requests to an operation of an OpenAPI document: what the operation describes with some of it missing, doubled, of another type, far too
/// large or in odd Unicode, and what has nothing to do with it.
/// </summary>
/// <param name="document">The document.</param>
/// <param name="known">Ids that something has, so that some requests come further than the first check.</param>
internal sealed class MalformedRequests(JsonElement document, IReadOnlyList<string> known)
{
    private const int Deep = 3_000;

    private static readonly string[] OddTexts =
    [
        "", " ", "\0", "a\0b", "\u202Egnp.exe", "\uFEFF", "\u200Bx", "🏴‍☠️", "e\u0301", "\uFFFF", "İ", "ß", "../../../etc/passwd", "..\\..\\", "'; drop table people; --", "%00", "%n%s%x",
        "${jndi:ldap://example.com}", "<script>alert(1)</script>", "=1+1", "\r\nSet-Cookie: a=b", "\u001b[31m", "-1", "0", "9999999999999999999999", "1e999", "NaN", "true", "null", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z", "2026-02-30T25:61:61Z", "2026-06-30", "00000000-0000-0000-0000-000000000000", "arn:aws:iam::111122223333:role/x", "arn:", "*", "s3:*", "s3:GetObject", "(a+)+$",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "eyJLZXkiOiIiLCJJZCI6IjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMCJ9", "eyJLZXkiOjFlOTk5fQ", "bnVsbA", "[]", "W10",
        new string('x', 401), new string('x', 1_500), new string('é', 250),
    ];

    private static readonly string[] Numbers = ["0", "-1", "1", "-0", "2147483648", "9223372036854775808", "1e400", "-1e400", "1E-400", "0.1", "99999999999999999999999999999999999999", "01", "0x10", "NaN", "+1"];

    private static readonly string[] OddJson =
    [
        "null", "true", "[]", "{}", "[[]]", "[null]", "{\"\":null}", "{\"a\":1,\"a\":2}", "\"\\ud800\"", "\"\\u0000\"", "\"\\udc00\\ud800\"", "\"\\x\"", "'x'", "{a:1}", "[1,]", "{\"a\":1,}", "/**/1", "\"\t\"", "\"", "{", "]",
        new string('[', 70) + new string(']', 70), "{\"__proto__\":{}}", "{\"$ref\":\"#\"}", "{\"$type\":\"System.Object\"}",
    ];

    // What lists, questions and uploads take in the query; the document leaves most of it out.
    private static readonly string[] QueryNames =
    [
        "acceptLoss", "access", "action", "active", "actor", "administrator", "after", "agent", "all", "at", "campaign", "change", "container", "depth", "environment", "format", "from", "gated", "gone", "grade", "identity",
        "identityId", "kind", "limit", "name", "otherId", "outcome", "owner", "platform", "policy", "q", "resource", "reviewer", "risk", "service", "signals", "silent", "sort", "source", "state", "status", "subject", "takenAt",
        "target", "to", "x", "",
    ];

    private static readonly string[] QueryChoices =
        ["aws", "1", "500", "501", "true", "false", "csv", "ndjson", "proofs", "name", "-name", "-risk", "at", "2026-01-01T00:00:00Z", "open", "closed", "done", "refused", "iam:PassRole", "agent:x", "person:x", "high"];

    private static readonly string[] MembersOfExports =
    [
        "Records", "UserDetailList", "RoleDetailList", "GroupDetailList", "Policies", "IsTruncated", "eventVersion", "eventID", "eventName", "eventSource", "eventTime", "userIdentity", "requestParameters", "detail", "source",
        "Organization", "Accounts", "ResourcePolicies", "PolicyInputList", "ActionNames", "ResourceArns", "ContextEntries", "CallerArn", "request", "identityPolicies", "principal", "Statement", "Version", "Effect", "Action", "Arn",
        "AssumeRolePolicyDocument", "PolicyDocument", "id", "policy",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json; charset=utf-16", "application/json; charset=nonsense", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "application/xml", "application/zip",
        "application/x-ndjson", "*/*", "nonsense", "application/merge-patch+json",
    ];

    private static readonly (string Name, string Value)[] OddHeaders =
    [
        ("Idempotency-Key", "one"), ("Idempotency-Key", new string('k', 201)), ("Idempotency-Key", "\t'\"<>"), ("Accept", "text/html"), ("Accept", "nonsense"), ("Content-Encoding", "gzip"), ("Content-Encoding", "br, br, br"),
        ("Accept-Encoding", "nonsense;q=9"), ("Accept-Language", "xx-yy-zz;q=-1"), ("Cookie", "governance=nonsense; governance-form=%00; ="), ("If-None-Match", "\"x"), ("Range", "bytes=5-1"), ("X-Forwarded-For", "'<>, ::1"),
        ("X-Forwarded-Proto", "gopher"), ("Forwarded", "for=\"_x;;;"), ("traceparent", "00-zz-zz-zz"), ("tracestate", "===="), ("baggage", "a=%zz,,,=,"), ("Origin", "null"), ("Sec-Fetch-Site", "nonsense"), ("X-HTTP-Method-Override", "DELETE"),
        ("Upgrade", "websocket"), ("User-Agent", new string('u', 4_000)), ("X-Odd", "\u007f"), ("Content-Language", "%"), ("RequestVerificationToken", "x"),
    ];

    private static readonly Gen<string> Text = Gen.Frequency((6, Gen.OneOf(OddTexts)), (2, Gen.String), (1, Gen.Guid.Select(g => g.ToString())));

    private static readonly Gen<string> QuotedText = Text.Select(text => JsonSerializer.Serialize(Whole(text)));

    private static readonly Gen<string> Odd = Gen.Frequency((3, Gen.OneOf(OddJson)), (3, QuotedText), (2, Gen.OneOf(Numbers)));

    private static readonly Gen<IReadOnlyList<(string Name, string Value)>> Headers = Gen.Frequency(
        (6, Gen.Const<IReadOnlyList<(string, string)>>([])),
        (4, Gen.OneOf(OddHeaders).Array[1, 3].Select(h => (IReadOnlyList<(string, string)>)h)));

    /// <summary>The operations that the document names.</summary>
    public IEnumerable<(string Method, string Path, JsonElement Operation)> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    /// <summary>Requests to one of them.</summary>
    public Gen<MalformedRequest> To(string method, string path, JsonElement operation)
    {
        var sends = method is not ("GET" or "DELETE" or "HEAD");
        var described = operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json)
            ? Like(json.GetProperty("schema"), depth: 4)
            : Gen.Frequency((2, Odd), (4, ExportLike(depth: 3)));
        return Gen.Select(
            Gen.Frequency((30, Gen.Const(method)), (1, Gen.OneOf("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"))),
            Target(path),
            Query(operation),
            Gen.Frequency((8, Gen.Const<string?>("application/json")), (1, Gen.Const<string?>(() => null)), (2, Gen.OneOf(ContentTypes).Select(t => (string?)t))),
            sends ? Bytes(described) : Gen.Frequency((9, Gen.Const<byte[]?>(() => null)), (1, Bytes(described))),
            Headers,
            (how, to, query, type, bytes, headers) => new MalformedRequest(how, to + query, bytes is null ? null : type, bytes, headers));
    }

    private Gen<string> Target(string path)
    {
        var segments = path.Split('/').Select(segment => segment.StartsWith('{')
            ? Gen.Frequency(
                (4, Gen.OneOf(known.ToArray())),
                (2, Gen.Guid.Select(g => g.ToString())),
                (1, Gen.OneOf("aws", "azure", "1", "0", new string('0', 64), "9223372036854775807")),
                // Kestrel refuses a zero in a path by itself, and reads an empty segment as another route.
                (3, Text.Where(t => t.Length > 0).Select(t => Uri.EscapeDataString(Whole(t).Replace("\0", "0", StringComparison.Ordinal)))))
            : Gen.Const(segment));
        return segments.Aggregate((all, next) => Gen.Select(all, next, (before, segment) => $"{before}/{segment}"));
    }

    private Gen<string> Query(JsonElement operation)
    {
        string[] own = operation.TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!)]
            : [];
        var value = Gen.Frequency((4, Text), (4, Gen.OneOf(QueryChoices)), (2, Gen.OneOf(known.ToArray())));
        var pair = Gen.Select(
            Gen.OneOf(QueryNames.Concat(own).Concat(own).Concat(own).ToArray()), value, Gen.OneOf("=", "=", "=", "=", "", "=="), (name, text, equals) => name + equals + Uri.EscapeDataString(Whole(text)));
        return Gen.Frequency((4, Gen.Const(string.Empty)), (6, pair.Array[1, 3].Select(pairs => "?" + string.Join('&', pairs))), (1, Gen.OneOf("?", "?%", "?%zz=%", "?&&&", "?a[b]=c&a=d&a=e", "?limit=1&limit=2")));
    }

    /// <summary>JSON of the schema's shape, mostly.</summary>
    private Gen<string> Like(JsonElement schema, int depth)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            return depth == 0 ? Odd : Like(document.GetProperty("components").GetProperty("schemas").GetProperty(name), depth);
        }
        if (schema.TryGetProperty("oneOf", out var several) || schema.TryGetProperty("anyOf", out several))
        {
            return Gen.OneOf(several.EnumerateArray().Select(s => Like(s, depth)).ToArray<IGen<string>>());
        }
        if (schema.TryGetProperty("enum", out var names))
        {
            return Mostly(Gen.OneOf(names.EnumerateArray().Select(n => n.GetRawText()).ToArray()));
        }
        if (depth > 0 && schema.TryGetProperty("properties", out var properties))
        {
            return Mostly(Members([.. properties.EnumerateObject().Select(p => (p.Name, Like(p.Value, depth - 1)))]));
        }
        if (depth > 0 && schema.TryGetProperty("items", out var items))
        {
            return Mostly(Like(items, depth - 1).Array[0, 3].Select(values => $"[{string.Join(',', values)}]"));
        }
        if (depth > 0 && schema.TryGetProperty("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object)
        {
            return Mostly(Gen.Select(QuotedText, Like(values, depth - 1), (name, value) => $"{name}:{value}").Array[0, 3].Select(all => $"{{{string.Join(',', all)}}}"));
        }
        var types = !schema.TryGetProperty("type", out var type) ? [] : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()) : [type.GetString()];
        return types.FirstOrDefault(t => t != "null") switch
        {
            "boolean" => Mostly(Gen.OneOf("true", "false")),
            "integer" or "number" => Mostly(Gen.OneOf("1", "0", "14", "-5")),
            _ when schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" => Mostly(Gen.OneOf("\"2026-12-24T12:00:00Z\"", "\"2020-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59Z\"")),
            _ when schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" => Mostly(Gen.OneOf(known.Select(id => $"\"{id}\"").ToArray())),
            _ => Mostly(Gen.Frequency((3, QuotedText), (2, Gen.OneOf("\"aws\"", "\"a name\"", "\"attest\"", "\"s3:GetObject\"", "\"{}\"")), (1, Gen.OneOf(known.Select(id => $"\"{id}\"").ToArray())))),
        };
    }

    private static Gen<string> ExportLike(int depth) => Gen.Select(
        Gen.OneOf(MembersOfExports),
        depth == 0 ? Odd : Gen.Frequency((3, Odd), (3, Gen.Const(0).SelectMany(_ => ExportLike(depth - 1))), (2, Gen.Const(0).SelectMany(_ => ExportLike(depth - 1)).Array[0, 2].Select(all => $"[{string.Join(',', all)}]"))),
        (name, value) => $"\"{name}\":{value}").Array[1, 4].Select(members => $"{{{string.Join(',', members)}}}");

    private static Gen<string> Mostly(Gen<string> right) => Gen.Frequency((8, right), (2, Odd));

    /// <summary>An object, some of whose members are missing, and some there twice.</summary>
    private static Gen<string> Members(IReadOnlyList<(string Name, Gen<string> Value)> members) => members
        .Select(m => Gen.Select(m.Value, m.Value, Gen.Int[0, 19], (one, other, chance) => chance switch
        {
            0 or 1 => string.Empty,
            2 => $"\"{m.Name}\":{one},\"{m.Name}\":{other},",
            3 => $"\"{m.Name.ToUpperInvariant()}\":{one},",
            _ => $"\"{m.Name}\":{one},",
        }))
        .Aggregate(Gen.Const("{"), (all, next) => Gen.Select(all, next, string.Concat))
        .Select(all => all.TrimEnd(',') + "}");

    /// <summary>The text as bytes, whole or spoiled on the way.</summary>
    private static Gen<byte[]?> Bytes(Gen<string> text) => Gen.Select(text, Gen.Int[0, 59], Gen.Byte.Array[0, 40], (json, chance, noise) => chance switch
    {
        0 => null,
        1 => [],
        2 => Encoding.UTF8.GetBytes(json[..(json.Length / 2)]),
        3 => Encoding.Unicode.GetBytes(json),
        4 => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(json)],
        5 => [.. Encoding.UTF8.GetBytes(json), .. Encoding.UTF8.GetBytes(json)],
        6 => [.. Encoding.UTF8.GetBytes(json[..(json.Length / 2)]), 0xC3, 0x28, 0xFF, .. Encoding.UTF8.GetBytes(json[(json.Length / 2)..])],
        7 => noise,
        8 => Encoding.UTF8.GetBytes(new string('[', Deep)),
        9 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", Deep)) + "1" + new string('}', Deep)),
        10 => [0x1F, 0x8B, 0x08, .. noise],
        11 => [0x50, 0x4B, 0x03, 0x04, .. noise],
        12 => Encoding.UTF8.GetBytes($"\"{new string('x', 200_000)}\""),
        _ => Encoding.UTF8.GetBytes(json),
    });

    // A lone half of a pair cannot be sent in an address or as UTF-8; as an escape in JSON it can, and is among the odd values.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
