using System.Runtime.InteropServices;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A statement with what decides most questions about it, side by side in memory with those of its neighbours.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct StatementHead
{
    private readonly QuestionMask _mask;
    private readonly bool _isAlways;

    /// <summary>Reads what is told beforehand.</summary>
    public StatementHead(PolicyStatement statement)
    {
        Statement = statement;
        IsAllow = statement.IsAllow;
        _mask = QuestionMask.Of(statement.Actions, statement.Resources);
        _isAlways = statement.Actions is { IsNegated: false, NamesEverything: true }
            && (statement.Resources is null || (!statement.Resources.IsNegated && statement.Resources.Patterns.Any(pattern => pattern.IsAny)))
            && statement.Conditions.Count == 0;
    }

    /// <summary>The statement.</summary>
    public PolicyStatement Statement { get; }

    /// <summary>True for Allow.</summary>
    public bool IsAllow { get; }

    /// <summary>The same as of the statement itself; <paramref name="mask"/> is that of action and resource.</summary>
    public Truth Holds(QuestionMask mask, ActionName action, ResourceName resource, RequestContext context) =>
        _isAlways ? Truth.Yes
        : _mask.Meets(mask) ? Statement.Holds(action, resource, context)
        : Truth.No;
}
