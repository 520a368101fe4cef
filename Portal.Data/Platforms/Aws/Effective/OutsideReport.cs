using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Whom policies on resources let in from outside: what S3 would call public, other accounts, providers and services.</summary>
internal static class OutsideReport
{
    private const int MostActions = 50;

    /// <summary>The grants of a policy to outsiders, in the order of its statements.</summary>
    public static IEnumerable<OutsideGrant> Of(HeldResourcePolicy policy, CompiledPolicy compiled)
    {
        if (compiled.IsTooComplex)
        {
            yield return new OutsideGrant(
                OutsideKind.Unknown,
                "*",
                null,
                ["*"],
                AccessLevel.Unknown,
                [PieceCondition.Unknown($"the policy, which {AppliedForm.Words(compiled)}, lets them in").Shown],
                "the whole policy",
                new StatementPlace(policy.Document.Hash, string.Empty));
        }
        foreach (var statement in compiled.Statements)
        {
            if (!statement.Statement.IsAllow || statement.Statement.Principals is not { } principals)
            {
                continue;
            }
            var source = $"policy on {policy.Resource} › {statement.Statement.Name}";
            foreach (var (kind, name, account) in Outsiders(statement.Statement, principals, policy.Container))
            {
                yield return new OutsideGrant(
                    kind,
                    name,
                    account,
                    [.. statement.Statement.Actions.Patterns.Take(MostActions).Select(pattern => statement.Statement.Actions.IsNegated ? $"all but {pattern.Source}" : pattern.Source)],
                    Highest(statement.Actions),
                    [.. PieceAlgebra.Join([], statement.Statement.Conditions, source).Select(condition => condition.Shown)],
                    statement.Statement.Name,
                    new StatementPlace(policy.Document.Hash, statement.Pointer));
            }
        }
    }

    private static IEnumerable<(OutsideKind Kind, string Name, string? Account)> Outsiders(PolicyStatement statement, PrincipalElement principals, string owner)
    {
        var isEveryone = principals.IsEveryone || principals.IsNegated;
        if (isEveryone)
        {
            if (!(principals.IsEveryone && principals.IsNegated))
            {
                yield return (PublicAccess.IsPublic(statement) ? OutsideKind.Public : OutsideKind.Narrowed, principals.IsNegated ? "all but some" : "*", null);
            }
            yield break;
        }
        foreach (var entry in principals.Aws)
        {
            if (AccountOf(entry) is { } account && account != owner)
            {
                yield return (OutsideKind.OtherAccount, entry, account);
            }
        }
        foreach (var entry in principals.CanonicalUsers)
        {
            yield return (OutsideKind.OtherAccount, entry, null);
        }
        foreach (var entry in principals.Federated)
        {
            yield return (OutsideKind.Federated, entry, null);
        }
        foreach (var entry in principals.Services)
        {
            yield return (OutsideKind.Service, entry, null);
        }
    }

    /// <summary>The account of a principal; null for the unique id of one that was deleted, which lets nobody in.</summary>
    private static string? AccountOf(string entry) => entry.Split(':') switch
    {
        [{ Length: 12 } account] when account.All(char.IsAsciiDigit) => account,
        ["arn", _, _, _, { Length: > 0 } account, ..] => account,
        _ => null,
    };

    private static AccessLevel Highest(ActionSet actions)
    {
        foreach (var level in new[] { AccessLevel.PermissionsManagement, AccessLevel.Write, AccessLevel.Tagging, AccessLevel.Read, AccessLevel.List })
        {
            if (actions.Overlaps(ActionCatalogue.Instance.WithAccess(level)))
            {
                return level;
            }
        }
        return AccessLevel.Unknown;
    }
}
