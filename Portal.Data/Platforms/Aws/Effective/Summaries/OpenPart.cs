using System.Text;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>
/// A statement of an identity's policies as it stands for all callers who read it alike: their names and tags decide its conditions in the same
/// way. As it is written it lives as long as its document stays compiled. For several threads at once.
/// </summary>
internal sealed class OpenPart
{
    private static readonly EntitlementRef AnyEntitlement = new(EntitlementKind.ManagedPolicy, string.Empty, string.Empty);
    private static readonly StatementPlace AnyPlace = new(string.Empty, string.Empty);
    private static int _parts;

    private string[]? _conditionForms;
    private Yield? _untouched;

    /// <summary>Makes one.</summary>
    /// <param name="statement">The statement, opened.</param>
    public OpenPart(OpenStatement statement)
    {
        Statement = statement;
        Given = SymbolicEvaluation.PieceOf(AnyEntitlement, statement, statement.Resources!, [], path: default, source: null);
        Length = PieceTrimmer.Length(statement.Resources!.Patterns);
        SpeaksOfNothing = Given.Except.Any(pattern => pattern.IsAny);
    }

    /// <summary>Its number among all that were ever made.</summary>
    public int Number { get; } = Interlocked.Increment(ref _parts);

    /// <summary>The statement.</summary>
    public OpenStatement Statement { get; }

    /// <summary>What it gives of the catalogue's actions, without saying why.</summary>
    public PermissionPiece Given { get; }

    /// <summary>How many characters its resources have.</summary>
    public long Length { get; }

    /// <summary>True when it leaves every resource out.</summary>
    public bool SpeaksOfNothing { get; }

    /// <summary>True when it stands as it is written: then it is the same object for all who hold it.</summary>
    public bool IsAsWritten => ReferenceEquals(Statement, Statement.Compiled.AsWritten);

    /// <summary>How widely it is written.</summary>
    public WildcardBreadth Breadth => field ??= Effective.Breadth.Of([Given]);

    /// <summary>What tells an opened statement from others of the same text.</summary>
    public static string FormOf(OpenStatement open) => new StringBuilder()
        .AppendJoin('\u0001', open.Resources?.Patterns.Select(pattern => pattern.Source) ?? [])
        .Append('\u0002')
        .AppendJoin('\u0001', open.Conditions.Select(ConditionForm.Of))
        .ToString();

    /// <summary>Its actions in the catalogue, or with a stranger that name, if it surely is about it.</summary>
    public ActionSet ActionsFor(ActionPattern? stranger) => stranger is null ? Statement.Compiled.Actions
        : Statement.Compiled.Statement.Actions.IsAbout(stranger) ? ActionSet.Named(stranger.Source)
        : ActionSet.None;

    /// <summary>What it denies.</summary>
    public DenyRule RuleFor(ActionPattern? stranger) =>
        new(PolicyLayer.Identity, string.Empty, AnyPlace, ActionsFor(stranger), Statement.Resources!, Statement.Conditions);

    /// <summary>True when a deny may take something of it away.</summary>
    public bool IsCutBy(ActionSet actions, ActionSet denied, ResourceElement resources) => actions.Overlaps(denied) && PieceAlgebra.Touches(Given, resources);

    /// <summary>True when a condition of it has one of these forms.</summary>
    public bool AsksForOneOf(HashSet<string> forms) =>
        forms.Count > 0 && Statement.Conditions.Count > 0 && (_conditionForms ??= [.. Statement.Conditions.Select(ConditionForm.Of)]).Any(forms.Contains);

    /// <summary>What is left of its actions in the catalogue where neither resources nor conditions are cut; null when that depends on the partition.</summary>
    public Yield? Untouched => Given.Except.IsEmpty ? _untouched ??= Yield.Of(Given, [], [], partition: string.Empty) : null;
}
