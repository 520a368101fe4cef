using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Policies that are put on one place and must allow together: a boundary, or the service control policies of one level.</summary>
/// <param name="Kind">What kind of limit.</param>
/// <param name="Name">What people call it, for example <c>permission boundary Developers</c>.</param>
/// <param name="Statements">The statements that allow, each with its place.</param>
/// <param name="Unknown">Names of policies in it whose documents are unknown; with one of them nothing is surely cut, and nothing surely left.</param>
/// <param name="Strangers">Names outside the catalogue that matter to its caller.</param>
internal sealed record LimitLayer(
    PolicyLayer Kind,
    string Name,
    IReadOnlyList<(OpenStatement Statement, StatementPlace Place)> Statements,
    IReadOnlyList<string> Unknown,
    IReadOnlyCollection<Policies.ActionPattern> Strangers)
{
    /// <summary>Statements that leave their actions on some resources or under conditions only, with the actions.</summary>
    public IReadOnlyList<(OpenStatement Statement, ActionSet Actions, StatementPlace Place)> Narrow { get; } =
        [.. Statements.Where(statement => !statement.Statement.IsFree).Select(statement => (statement.Statement, statement.Statement.Within(Strangers), statement.Place))];

    /// <summary>What the statements leave that set no condition and name every resource.</summary>
    public ActionSet Free { get; } =
        ActionSet.Union(Statements.Where(statement => statement.Statement.IsFree).Select(statement => statement.Statement.Within(Strangers)));

    /// <summary>The one statement that allows, or the one document whose statements do; null when there are several documents, or none.</summary>
    public StatementPlace? Place { get; } = Statements.Count == 1
        ? Statements[0].Place
        : Statements.Count > 0 && Statements.All(statement => statement.Place.Hash == Statements[0].Place.Hash) ? Statements[0].Place with { Path = string.Empty } : null;
}
