using System.Text;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>A statement of an identity's policies as it stands for all callers who read it alike: their names and tags decide its conditions in the same way.</summary>
/// <param name="Number">Its number among all.</param>
/// <param name="Statement">The statement.</param>
internal sealed record OpenPart(int Number, OpenStatement Statement)
{
    private static readonly EntitlementRef AnyEntitlement = new(EntitlementKind.ManagedPolicy, string.Empty, string.Empty);
    private static readonly StatementPlace AnyPlace = new(string.Empty, string.Empty);

    /// <summary>How a caller reads a statement: equal for callers for whom it means the same; null when it never applies.</summary>
    public static string? FormOf(CompiledStatement statement, PrincipalContext context)
    {
        if (!statement.SpeaksOfCaller)
        {
            return string.Empty;
        }
        var open = context.Open(statement);
        return open is null || ReferenceEquals(open, statement.AsWritten) ? open is null ? null : string.Empty : FormOf(open);
    }

    /// <summary>What tells an opened statement from others of the same text.</summary>
    public static string FormOf(OpenStatement open) => new StringBuilder()
        .AppendJoin('\u0001', open.Resources?.Patterns.Select(pattern => pattern.Source) ?? [])
        .Append('\u0002')
        .AppendJoin('\u0001', open.Conditions.Select(ConditionForm.Of))
        .ToString();

    /// <summary>True when <paramref name="deny"/> may deny something that this one allows.</summary>
    public bool IsCutBy(OpenPart deny, bool hasStrangers) => hasStrangers || Statement.Compiled.Actions.Overlaps(deny.Statement.Compiled.Actions);

    /// <summary>What it gives, without saying why.</summary>
    public PermissionPiece Given(IReadOnlyCollection<ActionPattern> strangers) =>
        SymbolicEvaluation.PieceOf(AnyEntitlement, Statement, Statement.Resources!, strangers, path: default, source: null);

    /// <summary>What it denies.</summary>
    public DenyRule Rule(IReadOnlyCollection<ActionPattern> strangers) =>
        new(PolicyLayer.Identity, string.Empty, AnyPlace, Statement.Within(strangers), Statement.Resources!, Statement.Conditions);
}
