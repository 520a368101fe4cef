using System.Text.Json.Nodes;

namespace Portal.Tests.Platforms.Aws.Peer;

/// <summary>A kind of case that the peer and the engine decide differently, looked at and decided by AWS's documentation: the engine stays as it is.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Reason">What AWS documents, and what the peer does instead.</param>
/// <param name="IsAbout">Whether a case holds what the kind is about.</param>
internal sealed record PeerDifference(string Name, string Reason, Func<JsonObject, bool> IsAbout)
{
    private const string ServiceLinked = ":role/aws-service-role/";

    /// <summary>The kinds, in the order in which a case is put under one.</summary>
    public static IReadOnlyList<PeerDifference> Known { get; } =
    [
        new("sts:GetSessionToken", "It needs no permission, though it can be denied; the peer wants an Allow.", json => ActionOf(json) == "sts:GetSessionToken"),
        new("sts:GetCallerIdentity", "It always works for whoever has credentials, also where a policy denies it; the peer asks the policies of anonymous callers.", json => ActionOf(json) == "sts:GetCallerIdentity"),
        new("the root user", "It may do everything in its account without a policy, has no policies that could deny, and assumes no roles; the peer asks its policies.",
            json => CallerOf(json).EndsWith(":root", StringComparison.Ordinal)),
        new("a federated user", "A session of GetFederationToken has nothing without a session policy, except grants that name it; the peer gives it what the user has.",
            json => CallerOf(json).Contains(":federated-user/", StringComparison.Ordinal)),
        new("assuming a role", "The role's trust policy must allow, in its own account too; the peer takes the caller's policy alone when the case brings no trust policy.",
            json => ActionOf(json) == "sts:AssumeRole"),
        new("what AWS manages", "A deny comes before the rule that nobody changes roles of AWS's single sign-on; the peer says implicitly denied at once.",
            json => ResourceOf(json).Contains(":role/aws-reserved/", StringComparison.Ordinal)),
        new("a * in the request's resource", "A request names one resource, and * is a character of an object's key; the peer takes it for a pattern.",
            json => ResourceOf(json) != "*" && ResourceOf(json).Contains('*', StringComparison.Ordinal)),
        new("service-linked roles", "Policies of the organization do not bind them; the peer lets them.",
            json => CallerOf(json).Contains(ServiceLinked, StringComparison.Ordinal) && (Has(json, "serviceControlPolicies") || Has(json, "resourceControlPolicies"))),
        new("blocked public access", "What it stops is not allowed, which is no explicit deny; a bucket is public also when the statement that makes it so is about something else.",
            json => json.ContainsKey("additionalSettings") && ActionOf(json).StartsWith("s3:", StringComparison.Ordinal)),
        new("variables in old versions", "Without version 2012-10-17 a variable is plain text; the peer fills it in.",
            json => Documents(json).Any(document => document["Version"]?.GetValue<string>() != "2012-10-17" && document.ToJsonString().Contains("${", StringComparison.Ordinal))),
        new("a variable in the middle of an ARN", "It may stand in any part; the peer cuts the ARN at the colon inside it.", json => HasResource(json, "${aws:RequestedRegion}", "${aws:PrincipalAccount}")),
        new("a wildcard in the type of a resource", "It works, and policies of AWS use it; the peer compares the type as text.", json => HasResource(json, ":instance*/*")),
        new("ARNs with fewer parts", "They are legal with a * at the end and match nothing otherwise, which NotResource turns around; the peer passes over the statement.",
            json => HasResource(json, "\"arn:aws:*\"", "\"arn:aws:s3:*\"", "\"arn:aws:sqs:*:jobs\"", "\"arn:*:s3:::reports\"")),
        new("NotPrincipal", "It names all but those listed, services too; the peer needs the kind of principal to be listed.", json => Statements(json).Any(statement => statement.ContainsKey("NotPrincipal"))),
        new("seconds since 1970", "Dates may be written so in policies and in requests; the peer compares ISO 8601 alone.",
            json => HasCondition(json, "\"Date") && json.ToJsonString().Contains("1767225600", StringComparison.Ordinal)),
        new("a variable without a value in NotResource", "Its entry matches nothing, so every resource is outside of it; the peer passes over the statement.",
            json => Statements(json).Any(statement => statement["NotResource"]?.ToJsonString().Contains("${", StringComparison.Ordinal) == true)),
        new("BinaryEquals", "One of several values may match; the peer wants all or none.", json => HasCondition(json, "\"BinaryEquals")),
        new("set operators with IfExists", "A missing key passes; the peer lets ForAnyValue fail first.", json => json.ToJsonString().Contains("ForAnyValue:StringLikeIfExists", StringComparison.Ordinal)),
    ];

    private static string ActionOf(JsonObject json) => json["request"]!["action"]!.GetValue<string>();

    private static string ResourceOf(JsonObject json) => json["request"]!["resource"]!["resource"]!.GetValue<string>();

    private static string CallerOf(JsonObject json) => json["request"]!["principal"] is JsonValue text ? text.GetValue<string>() : string.Empty;

    private static bool Has(JsonObject json, string member) => json[member] is JsonArray { Count: > 0 };

    private static bool HasResource(JsonObject json, params string[] texts) => Statements(json)
        .SelectMany(statement => new[] { statement["Resource"], statement["NotResource"] }.OfType<JsonNode>())
        .Any(element => Array.Exists(texts, text => element.ToJsonString().Contains(text, StringComparison.Ordinal)));

    private static bool HasCondition(JsonObject json, string text) =>
        Statements(json).Any(statement => statement["Condition"]?.ToJsonString().Contains(text, StringComparison.Ordinal) == true);

    private static IEnumerable<JsonObject> Statements(JsonObject json) =>
        Documents(json).SelectMany(document => document["Statement"]!.AsArray()).Select(statement => statement!.AsObject());

    private static IEnumerable<JsonObject> Documents(JsonNode node) => node switch
    {
        JsonObject document when document.ContainsKey("Statement") => [document],
        JsonObject json => json.Where(pair => pair.Value is not null).SelectMany(pair => Documents(pair.Value!)),
        JsonArray list => list.SelectMany(item => Documents(item!)),
        _ => [],
    };
}
