using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Something that must hold for a piece besides its resources; equal to another when both mean the same.</summary>
internal sealed class PieceCondition : IEquatable<PieceCondition>
{
    private PermissionCondition? _shown;

    private PieceCondition(ConditionKind kind, IReadOnlyList<PolicyCondition> tests, ResourceElement? where, string? note, string? source)
    {
        Kind = kind;
        Tests = tests;
        Where = where;
        Note = note;
        Source = source;
        Canonical = ConditionForm.Of(kind, tests, where, note);
    }

    /// <summary>How it narrows.</summary>
    public ConditionKind Kind { get; }

    /// <summary>What is compared; all of it.</summary>
    public IReadOnlyList<PolicyCondition> Tests { get; }

    /// <summary>Where a deny applies, or what the resource must match as well; null for everywhere.</summary>
    public ResourceElement? Where { get; }

    /// <summary>What is not known, in words; null for the other kinds.</summary>
    public string? Note { get; }

    /// <summary>The statement that sets it; null when it follows from several.</summary>
    public string? Source { get; }

    /// <summary>The one form in which conditions are compared: equal for conditions that mean the same.</summary>
    public string Canonical { get; }

    /// <summary>As pages and the API show it.</summary>
    public PermissionCondition Shown => _shown ??= ConditionWords.Show(this);

    /// <summary>All of <paramref name="tests"/> must hold.</summary>
    public static PieceCondition When(IReadOnlyList<PolicyCondition> tests, string? source) => new(ConditionKind.When, tests, where: null, note: null, source);

    /// <summary>Not all of <paramref name="tests"/> may hold, on the resources of <paramref name="where"/>.</summary>
    public static PieceCondition Unless(IReadOnlyList<PolicyCondition> tests, ResourceElement? where, string? source) =>
        new(ConditionKind.Unless, tests, where, note: null, source);

    /// <summary>The resource must match <paramref name="pattern"/> as well.</summary>
    public static PieceCondition Also(ResourcePattern pattern, string? source) =>
        new(ConditionKind.ResourceAlso, [], new ResourceElement(IsNegated: false, [pattern]), note: null, source);

    /// <summary>Something that is not known must turn out well; <paramref name="note"/> says what.</summary>
    public static PieceCondition Unknown(string note) => new(ConditionKind.Unknown, [], where: null, note, source: null);

    /// <summary>Whether a request meets it.</summary>
    public Truth Holds(ResourceName resource, RequestContext context)
    {
        if (Kind == ConditionKind.Unknown)
        {
            return Truth.Unknown;
        }
        var result = Where?.Matches(resource, context) ?? Truth.Yes;
        foreach (var test in Tests)
        {
            result = result.And(test.Holds(context));
        }
        return Kind == ConditionKind.Unless ? result.Not() : result;
    }

    /// <inheritdoc />
    public bool Equals(PieceCondition? other) => other is not null && string.Equals(Canonical, other.Canonical, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PieceCondition);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    /// <inheritdoc />
    public override string ToString() => Shown.Text;
}
