using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>All subjects, found by what a primitive asks for: the roles that a service may act with, the users of an account, who trusts whom.</summary>
internal sealed class TargetIndex
{
    private static readonly string[] Services = [.. Primitives.All.Select(primitive => primitive.Service).OfType<string>().Distinct(StringComparer.Ordinal)];

    private readonly Dictionary<(PrimitiveTarget Target, string Account), List<Member>> _byAccount = [];
    private readonly Dictionary<(string Service, string Account), List<Member>> _byService = [];
    private readonly Dictionary<string, List<Member>> _byTrustedAccount = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Kind, string Name), List<int>> _namedBy = [];
    private readonly Dictionary<(string Account, string Group), IReadOnlyList<HeldPolicy>> _groups = [];
    private readonly Dictionary<string, TrustDocument> _trusts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    /// <summary>Indexes the subjects.</summary>
    public TargetIndex(IReadOnlyList<EscalationSubject> subjects)
    {
        for (var subject = 0; subject < subjects.Count; subject++)
        {
            var (holding, trust) = subjects[subject];
            _byName[holding.NativeId] = subject;
            _accounts.Add(holding.Container);
            if (holding.Kind == IdentityKind.User)
            {
                Add(_byAccount, (PrimitiveTarget.User, holding.Container), new(subject, RuleAnswer.Yes, holding.NativeId));
                AddGroups(holding);
            }
            else if (!IsReserved(holding.NativeId))
            {
                Add(_byAccount, (PrimitiveTarget.Role, holding.Container), new(subject, RuleAnswer.Yes, holding.NativeId));
            }
            if (trust is not null)
            {
                AddTrust(subject, holding, Trust(trust));
            }
        }
    }

    /// <summary>Roles whose trust policy decides about each caller by itself.</summary>
    public List<int> DecidingEach { get; } = [];

    /// <summary>Users or roles of an account, or its roles that trust an identity provider of the account.</summary>
    public IReadOnlyList<Member> Of(PrimitiveTarget target, string account) => _byAccount.GetValueOrDefault((target, account)) ?? [];

    /// <summary>Roles of an account that a service may act with.</summary>
    public IReadOnlyList<Member> OfService(string service, string account) => _byService.GetValueOrDefault((service, account)) ?? [];

    /// <summary>Roles, of any account, that let the policies of <paramref name="account"/> decide who may assume them.</summary>
    public IReadOnlyList<Member> Trusting(string account) => _byTrustedAccount.GetValueOrDefault(account) ?? [];

    /// <summary>Roles whose trust policies name a caller.</summary>
    public IReadOnlyList<int> Naming(Holding caller) =>
        AwsPrincipal.Read(caller.NativeId) is { Account: { } account } principal
            ? _namedBy.GetValueOrDefault((account, caller.Kind == IdentityKind.User ? "user" : "role", principal.Name)) ?? []
            : [];

    /// <summary>The groups of an account that some user is in, with what they hold.</summary>
    public IEnumerable<(string Name, IReadOnlyList<HeldPolicy> Policies)> Groups(string account) =>
        _groups.Where(group => group.Key.Account == account).Select(group => (group.Key.Group, group.Value));

    /// <summary>The subject of that name, or null.</summary>
    public int? Find(string nativeId) => _byName.TryGetValue(nativeId, out var subject) ? subject : null;

    /// <summary>A trust policy, taken apart.</summary>
    public TrustDocument Trust(PolicyText text)
    {
        if (!_trusts.TryGetValue(text.Hash, out var trust))
        {
            _trusts[text.Hash] = trust = TrustDocument.Of(text.Text);
        }
        return trust;
    }

    /// <summary>Who from outside the accounts of all subjects may act as a role, the surest; null when nobody.</summary>
    public (string Who, RuleAnswer Answer)? OutsiderOf(PolicyText? trust)
    {
        if (trust is null || Trust(trust) is not { } document)
        {
            return null;
        }
        (string Who, RuleAnswer Answer)? surest = document.IsEveryone && document.LetsEveryone() is { Holds: not Policies.Truth.No } everyone ? ("Anyone", everyone) : null;
        var outside = document.Accounts.Concat(document.Names.Select(name => AwsPrincipal.Read(name)?.Account).OfType<string>()).Where(account => !_accounts.Contains(account));
        foreach (var account in outside.Distinct(StringComparer.Ordinal))
        {
            if (document.LetsOneOf(account) is { Holds: not Policies.Truth.No } answer && (surest is not { } known || answer.Holds > known.Answer.Holds))
            {
                surest = ($"Account {account}", answer);
            }
        }
        return surest;
    }

    private void AddTrust(int subject, Holding holding, TrustDocument trust)
    {
        foreach (var service in Services)
        {
            if (trust.LetsService(service, holding.Container) is { Holds: not Policies.Truth.No } open && !IsReserved(holding.NativeId))
            {
                Add(_byService, (service, holding.Container), new(subject, open, holding.NativeId));
            }
        }
        foreach (var provider in trust.Providers.Where(provider => provider.Contains($":{holding.Container}:", StringComparison.Ordinal)))
        {
            Add(_byAccount, (PrimitiveTarget.FederatedRole, holding.Container), new(subject, RuleAnswer.Yes, provider));
        }
        foreach (var name in trust.Names)
        {
            if (AwsPrincipal.Read(name) is { Account: { } account } principal)
            {
                Add(_namedBy, (account, principal.Kind == AwsPrincipalKind.User ? "user" : "role", principal.Name), subject);
            }
        }
        if (trust.NeedsEach)
        {
            DecidingEach.Add(subject);
            return;
        }
        foreach (var account in trust.Accounts)
        {
            if (trust.LetsAccount(account) is { Holds: not Policies.Truth.No } open)
            {
                Add(_byTrustedAccount, account, new(subject, open, holding.NativeId));
            }
        }
    }

    private void AddGroups(Holding holding)
    {
        foreach (var group in holding.Policies.Where(policy => policy.Entitlement.Kind == EntitlementKind.GroupMembership).GroupBy(policy => policy.Entitlement.Key, StringComparer.Ordinal))
        {
            _groups.TryAdd((holding.Container, group.Key), [.. group]);
        }
    }

    /// <summary>True for roles that only AWS changes and hands out.</summary>
    private static bool IsReserved(string arn) =>
        arn.Contains(":role/aws-service-role/", StringComparison.Ordinal) || arn.Contains(":role/aws-reserved/", StringComparison.Ordinal);

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> index, TKey key, TValue value)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }
        list.Add(value);
    }
}
