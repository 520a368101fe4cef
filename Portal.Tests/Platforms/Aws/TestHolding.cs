using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Tests.Platforms.Aws;

/// <summary>Puts holdings together for tests: a role in account 111111111111 that holds what a test gives it.</summary>
internal sealed class TestHolding
{
    public const string Account = "111111111111";

    public const string Role = "arn:aws:iam::111111111111:role/agent";

    private readonly List<HeldPolicy> _policies = [];
    private readonly List<HeldLimit> _limits = [];
    private readonly List<HeldResourcePolicy> _resourcePolicies = [];
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private string _principal = Role;
    private bool _isManagement;

    public static PolicyText Text(string document) => new(PolicyNormalizer.Hash(document), document);

    /// <summary>A document of the given statements, with single quotes in place of double ones.</summary>
    public static string Document(params string[] statements) =>
        """{"Version":"2012-10-17","Statement":[""" + string.Join(',', statements).Replace('\'', '"') + "]}";

    public static string Allow(string action, string resource = "*", string? more = null) => Statement("Allow", action, resource, more);

    public static string Deny(string action, string resource = "*", string? more = null) => Statement("Deny", action, resource, more);

    public TestHolding As(string principal)
    {
        _principal = principal;
        return this;
    }

    public TestHolding InManagementAccount()
    {
        _isManagement = true;
        return this;
    }

    public TestHolding Tagged(string key, string value)
    {
        _tags[key] = value;
        return this;
    }

    public TestHolding With(string name, params string[] statements)
    {
        _policies.Add(new HeldPolicy(new EntitlementRef(EntitlementKind.ManagedPolicy, $"arn:aws:iam::111111111111:policy/{name}", name), name, Text(Document(statements))));
        return this;
    }

    public TestHolding WithGroup(string group, string policy, params string[] statements)
    {
        _policies.Add(new HeldPolicy(new EntitlementRef(EntitlementKind.GroupMembership, group, group), policy, Text(Document(statements))));
        return this;
    }

    public TestHolding WithText(string name, string? text)
    {
        _policies.Add(new HeldPolicy(new EntitlementRef(EntitlementKind.InlinePolicy, name, name), name, text is null ? null : Text(text)));
        return this;
    }

    public TestHolding Limited(LimitKind kind, string target, string name, params string[] statements)
    {
        _limits.Add(new HeldLimit(kind, target, name, Text(Document(statements))));
        return this;
    }

    public TestHolding LimitedByText(LimitKind kind, string target, string name, string? text)
    {
        _limits.Add(new HeldLimit(kind, target, name, text is null ? null : Text(text)));
        return this;
    }

    public TestHolding OnResource(string resource, string container, params string[] statements)
    {
        _resourcePolicies.Add(new HeldResourcePolicy(resource, container, Text(Document(statements))));
        return this;
    }

    public Holding Build() => new(
        _principal,
        _principal.Contains(":user/", StringComparison.Ordinal) ? IdentityKind.User : IdentityKind.Role,
        Account,
        _isManagement,
        _tags,
        _policies,
        _limits,
        _resourcePolicies);

    private static string Statement(string effect, string action, string resource, string? more) =>
        $"{{'Effect':'{effect}','Action':{List(action)},'Resource':{List(resource)}{(more is null ? string.Empty : $",{more}")}}}";

    private static string List(string entries) => "[" + string.Join(',', entries.Split(' ').Select(entry => $"'{entry}'")) + "]";
}
