using Portal.Data.Platforms.Aws.Organizations;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Whom a trust policy lets act as its role, principal by principal.</summary>
internal static class TrustReport
{
    /// <summary>The grants and denies of a policy in the order of its statements.</summary>
    public static IEnumerable<TrustGrant> Of(HeldResourcePolicy policy, CompiledPolicy compiled)
    {
        if (compiled.IsTooComplex)
        {
            var unknown = PieceCondition.Unknown($"the policy, which {AppliedForm.Words(compiled)}, lets them in").Shown;
            yield return new(TrustGrant.Everyone, null, IsDeny: false, IsOutside: true, ["*"], [unknown]);
        }
        foreach (var statement in compiled.Statements.Select(s => s.Statement))
        {
            if (statement.Principals is not { } principals)
            {
                continue;
            }
            var source = $"policy on {policy.Resource} › {statement.Name}";
            string[] actions = [.. statement.Actions.Patterns.Select(p => statement.Actions.IsNegated ? $"all but {p.Source}" : p.Source).Order(StringComparer.OrdinalIgnoreCase)];
            PermissionCondition[] conditions = [.. PieceAlgebra.Join([], statement.Conditions, source).Select(condition => condition.Shown)];
            foreach (var (principal, account, isService) in Principals(principals))
            {
                yield return new(principal, account, !statement.IsAllow, !isService && account != policy.Container, actions, conditions) { IsService = isService };
            }
        }
    }

    private static IEnumerable<(string Principal, string? Account, bool IsService)> Principals(PrincipalElement element)
    {
        if (element.IsNegated)
        {
            yield return ($"all but {string.Join(", ", element.Aws.Concat(element.Services).Concat(element.Federated).Order(StringComparer.Ordinal))}", null, false);
            yield break;
        }
        if (element.IsEveryone)
        {
            yield return (TrustGrant.Everyone, null, false);
        }
        foreach (var entry in element.Aws)
        {
            // A number and the root of its account mean the same.
            var root = TrustFacts.AccountOf(entry);
            yield return (root is null || entry.StartsWith("arn:", StringComparison.Ordinal) ? entry : $"arn:aws:iam::{root}:root", root ?? AccountIn(entry), false);
        }
        foreach (var entry in element.Services)
        {
            yield return (entry, null, true);
        }
        foreach (var entry in element.Federated.Concat(element.CanonicalUsers))
        {
            yield return (entry, null, false);
        }
    }

    private static string? AccountIn(string entry) => entry.Split(':') is ["arn", _, _, _, { Length: > 0 } account, ..] ? account : null;
}
