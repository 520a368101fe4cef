using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A statement with its actions as a bitmap.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Actions">Its actions within the catalogue.</param>
/// <param name="Strangers">Its entries that name no action of the catalogue.</param>
internal sealed record CompiledStatement(PolicyStatement Statement, ActionSet Actions, IReadOnlyList<ActionPattern> Strangers)
{
    /// <summary>True when it is about every resource, whatever the request.</summary>
    public bool IsOnEverything => Statement.Resources is { IsNegated: false } resources && resources.Patterns.Any(pattern => pattern.IsAny);

    /// <summary>Compiles a statement.</summary>
    public static CompiledStatement Of(PolicyStatement statement)
    {
        var strangers = statement.Actions.Patterns.Where(pattern => !pattern.IsEverything && IsStranger(pattern)).ToArray();
        return new CompiledStatement(statement, ActionSet.Of(statement.Actions), strangers);
    }

    /// <summary>Its actions with those of <paramref name="strangers"/> beside them that it surely is about.</summary>
    public ActionSet Within(IReadOnlyCollection<ActionPattern> strangers)
    {
        if (strangers.Count == 0)
        {
            return Actions;
        }
        var element = Statement.Actions;
        return Actions.WithUnknown(strangers
            .Where(stranger => element.IsNegated
                ? !element.Patterns.Any(pattern => pattern.Overlaps(stranger))
                : element.Patterns.Any(pattern => pattern.Covers(stranger)))
            .Select(stranger => stranger.Source));
    }

    private static bool IsStranger(ActionPattern pattern) => ActionSet.Of(new ActionElement(IsNegated: false, [pattern])).IsEmpty;
}
