using Portal.Data.Permissions.Escalation;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Escalation;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Escalation;

/// <summary>
/// A small account for tests of escalation: who is in it and what they hold, and then questions about who can become whom. An administrator's
/// role and user stand in it from the start, as what there is to gain.
/// </summary>
internal sealed class EscalationLab
{
    public const string AdminRole = "arn:aws:iam::111111111111:role/admin";
    public const string AdminUser = "arn:aws:iam::111111111111:user/admin";
    public const string Caller = "arn:aws:iam::111111111111:role/agent";
    public const string CallerUser = "arn:aws:iam::111111111111:user/agent";
    public const string FullAccess = "{'Effect':'Allow','Action':'*','Resource':'*'}";

    private readonly List<EscalationSubject> _subjects = [];

    /// <summary>An administrator's role that <paramref name="service"/> may act with, and an administrator's user.</summary>
    public static EscalationLab WithAdministrators(string? service = null, string? trust = null) => new EscalationLab()
        .Add(new TestHolding().As(AdminRole).With("everything", FullAccess), trust ?? (service is null ? null : TrustService(service)))
        .Add(new TestHolding().As(AdminUser).With("everything", FullAccess));

    public static string TrustService(string service, string? more = null) => Document(
        $"{{'Effect':'Allow','Principal':{{'{(service.StartsWith("cognito-", StringComparison.Ordinal) ? "Federated" : "Service")}':'{service}'}},'Action':'{(service.StartsWith("cognito-", StringComparison.Ordinal) ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole")}'{(more is null ? string.Empty : $",{more}")}}}");

    public static string TrustAws(string principal, string? more = null) =>
        Document($"{{'Effect':'Allow','Principal':{{'AWS':'{principal}'}},'Action':'sts:AssumeRole'{(more is null ? string.Empty : $",{more}")}}}");

    public EscalationLab Add(TestHolding holding, string? trust = null)
    {
        _subjects.Add(new EscalationSubject(holding.Build(), trust is null ? null : Text(trust)));
        return this;
    }

    public EscalationLab Add(EscalationSubject subject)
    {
        _subjects.Add(subject);
        return this;
    }

    public EscalationGraph Graph() => new(new AwsEscalationFinder().Find(_subjects, TestContext.Current.CancellationToken));

    public int NodeOf(string principal) => EscalationMap.NodeOf(_subjects.FindIndex(subject => subject.Holding.NativeId == principal));

    /// <summary>Primitives that the caller can use on something: id and whether it depends on something.</summary>
    public IReadOnlyDictionary<string, bool> Found(string caller)
    {
        var graph = Graph();
        return graph.Direct(NodeOf(caller)).GroupBy(hop => hop.Step.Primitive, StringComparer.Ordinal)
            .ToDictionary(hops => hops.Key, hops => hops.All(hop => hop.Conditions.Count > 0), StringComparer.Ordinal);
    }
}
