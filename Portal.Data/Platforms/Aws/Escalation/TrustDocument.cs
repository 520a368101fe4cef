using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>A role's trust policy, taken apart by who it lets in.</summary>
internal sealed class TrustDocument
{
    private static readonly ActionName Assume = ActionName.Read(Primitive.AssumeRole)!.Value;
    private static readonly ActionName[] Federated = [ActionName.Read("sts:AssumeRoleWithSAML")!.Value, ActionName.Read("sts:AssumeRoleWithWebIdentity")!.Value];
    private static readonly string[] OwnFacts = ["aws:PrincipalArn", "aws:PrincipalTag", "aws:PrincipalType", "aws:username", "aws:userid"];

    private readonly List<PolicyStatement> _allows;
    private readonly List<PolicyStatement> _denies;

    private readonly string? _unread;

    private TrustDocument(PolicyDocument? document, PolicyProblem? unread = null)
    {
        _unread = unread?.ToString();
        _allows = [.. (document?.Statements ?? []).Where(statement => statement.IsAllow && statement.Principals is not null)];
        _denies = [.. (document?.Statements ?? []).Where(statement => !statement.IsAllow && statement.Principals is not null)];
        var assumes = _allows.Where(statement => statement.Actions.Matches(Assume)).ToList();
        var named = assumes.Where(statement => !statement.Principals!.IsNegated).SelectMany(statement => statement.Principals!.Aws)
            .Where(entry => entry != "*").Distinct(StringComparer.Ordinal).ToList();
        Accounts = [.. named.Select(AccountOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        Names = [.. named.Where(entry => AccountOf(entry) is null)];
        IsEveryone = unread is not null || assumes.Exists(statement => statement.Principals!.IsNegated || statement.Principals.IsEveryone);
        NeedsEach = IsEveryone
            || _denies.Exists(statement => statement.Actions.Matches(Assume))
            || assumes.Exists(statement => statement.Conditions.Any(condition => OwnFacts.Any(fact => condition.Key.StartsWith(fact, StringComparison.OrdinalIgnoreCase))));
        Providers = [.. _allows.Where(statement => !statement.Principals!.IsNegated && Federated.Any(statement.Actions.Matches))
            .SelectMany(statement => statement.Principals!.Federated).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Accounts whose own policies decide who may assume it.</summary>
    public IReadOnlyList<string> Accounts { get; }

    /// <summary>Users, roles and sessions that it names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Identity providers that it names.</summary>
    public IReadOnlyList<string> Providers { get; }

    /// <summary>True when it lets everyone in, conditions aside, or may do so.</summary>
    public bool IsEveryone { get; }

    /// <summary>True when it decides about each caller by itself, so that callers of an account cannot share an answer.</summary>
    public bool NeedsEach { get; }

    /// <summary>Reads a trust policy; a malformed one lets nobody in, and one that is too complex may let in anyone.</summary>
    public static TrustDocument Of(string text)
    {
        try
        {
            var document = PolicyDocument.Parse(text);
            return document.Statements.Count <= PolicyLimits.FollowedStatements
                ? new TrustDocument(document)
                : new TrustDocument(document: null, new PolicyProblem("Statement", $"holds {document.Statements.Count} statements; at most {PolicyLimits.FollowedStatements} are followed", IsTooComplex: true));
        }
        catch (PolicyFormatException exception)
        {
            return new TrustDocument(document: null, exception.Problem.IsTooComplex ? exception.Problem : null);
        }
    }

    /// <summary>Whether a service, or the identity provider of that name, may act with the role for something in the role's account.</summary>
    public RuleAnswer LetsService(string service, string account) => Lets(
        Facts(("aws:SourceAccount", account), ("aws:PrincipalIsAWSService", "true"), ("aws:PrincipalServiceName", service)),
        principals => principals.IsEveryone || principals.Services.Contains(service, StringComparer.Ordinal) || principals.Federated.Contains(service, StringComparer.Ordinal),
        service.StartsWith("cognito-identity.", StringComparison.Ordinal) ? Federated[1] : Assume);

    /// <summary>Whether it leaves the decision to an account.</summary>
    public RuleAnswer LetsAccount(string account) => Lets(
        Facts(("aws:PrincipalAccount", account), ("aws:PrincipalIsAWSService", "false")),
        principals => principals.IsEveryone || principals.Aws.Any(entry => AccountOf(entry) == account),
        Assume);

    /// <summary>Whether it lets in anyone at all.</summary>
    public RuleAnswer LetsEveryone() => Lets(Facts(("aws:PrincipalIsAWSService", "false")), principals => principals.IsEveryone, Assume);

    /// <summary>Whether it lets in an account or somebody of it.</summary>
    public RuleAnswer LetsOneOf(string account) => Lets(
        Facts(("aws:PrincipalAccount", account), ("aws:PrincipalIsAWSService", "false")),
        principals => principals.Aws.Any(entry => AccountOf(entry) == account || entry.Contains($"::{account}:", StringComparison.Ordinal)),
        Assume);

    /// <summary>The account behind an entry that names a whole account, else null.</summary>
    public static string? AccountOf(string entry) => entry.Length == 12 && entry.All(char.IsAsciiDigit) ? entry
        : entry.EndsWith(":root", StringComparison.Ordinal) && entry.Split(':') is ["arn", _, "iam", _, var account, "root"] ? account
        : null;

    private RuleAnswer Lets(RequestContext facts, Func<PrincipalElement, bool> names, ActionName action)
    {
        if (_unread is not null)
        {
            return new(Truth.Unknown, [$"the role's trust policy, which was not read ({_unread}), lets it in"]);
        }
        var answer = RuleAnswer.No;
        foreach (var statement in _allows.Where(statement => statement.Actions.Matches(action) && names(statement.Principals!) != statement.Principals!.IsNegated))
        {
            answer = answer.Or(Holds(statement, facts));
        }
        foreach (var statement in _denies.Where(statement => statement.Actions.Matches(action) && names(statement.Principals!) != statement.Principals!.IsNegated))
        {
            var denied = Holds(statement, facts);
            answer = denied.Holds switch
            {
                Truth.Yes => RuleAnswer.No,
                Truth.No => answer,
                Truth.Unknown => answer.If($"the role's trust policy does not deny it ({string.Join(" and ", denied.Conditions)})"),
            };
        }
        return answer;
    }

    private static RuleAnswer Holds(PolicyStatement statement, RequestContext facts)
    {
        var open = new List<string>();
        foreach (var condition in statement.Conditions)
        {
            switch (condition.Holds(facts))
            {
                case Truth.No:
                    return RuleAnswer.No;
                case Truth.Unknown:
                    open.Add(condition.ToString());
                    break;
            }
        }
        return open.Count == 0 ? RuleAnswer.Yes : new(Truth.Unknown, open);
    }

    private static RequestContext Facts(params (string Key, string Value)[] facts) =>
        new(facts.ToDictionary(fact => fact.Key, fact => new ContextValues([fact.Value], IsMultivalued: false), StringComparer.OrdinalIgnoreCase), isComplete: false);
}
