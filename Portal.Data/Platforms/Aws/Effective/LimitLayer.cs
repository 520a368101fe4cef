using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Policies that are put on one place and must allow together: a boundary, or the service control policies of one level.</summary>
/// <param name="Kind">What kind of limit.</param>
/// <param name="Name">What people call it, for example <c>permission boundary Developers</c>.</param>
/// <param name="Statements">The statements that allow.</param>
/// <param name="Unknown">Names of policies in it whose documents are unknown; with one of them nothing is surely cut, and nothing surely left.</param>
internal sealed record LimitLayer(PolicyLayer Kind, string Name, IReadOnlyList<CompiledStatement> Statements, IReadOnlyList<string> Unknown)
{
    /// <summary>Statements that leave their actions as they are: on every resource, without a condition.</summary>
    public IEnumerable<CompiledStatement> Free => Statements.Where(statement => statement.IsOnEverything && statement.Statement.Conditions.Count == 0);

    /// <summary>Statements that leave their actions on some resources or under conditions.</summary>
    public IEnumerable<CompiledStatement> Narrow => Statements.Where(statement => !statement.IsOnEverything || statement.Statement.Conditions.Count > 0);

    /// <summary>What the free statements leave.</summary>
    public ActionSet FreeActions(IReadOnlyCollection<Policies.ActionPattern> strangers) =>
        Free.Aggregate(ActionSet.None, (actions, statement) => actions.Or(statement.Within(strangers)));
}
