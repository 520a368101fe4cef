using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Effective.Summaries;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A statement with its actions as a bitmap.</summary>
internal sealed class CompiledStatement
{
    private CompiledStatement(PolicyStatement statement, ActionSet actions, IReadOnlyList<ActionPattern> strangers, string pointer)
    {
        Statement = statement;
        Actions = actions;
        Strangers = strangers;
        Pointer = pointer;
        HasVariables = statement.Resources?.Patterns.Any(pattern => pattern.HasVariables) == true;
        SpeaksOfCaller = statement.SpeaksOfCaller;
        AsWritten = new OpenStatement(this, statement.Resources, statement.Conditions);
    }

    /// <summary>The statement.</summary>
    public PolicyStatement Statement { get; }

    /// <summary>Its actions within the catalogue.</summary>
    public ActionSet Actions { get; }

    /// <summary>Its entries that name no action of the catalogue.</summary>
    public IReadOnlyList<ActionPattern> Strangers { get; }

    /// <summary>JSON pointer of the statement in its document.</summary>
    public string Pointer { get; }

    /// <summary>True when its resources hold variables.</summary>
    public bool HasVariables { get; }

    /// <summary>True when it depends on who asks.</summary>
    public bool SpeaksOfCaller { get; }

    /// <summary>True when it is about every resource, whatever the request.</summary>
    public bool IsOnEverything => AsWritten.IsOnEverything;

    /// <summary>The statement for an identity of which nothing is known.</summary>
    public OpenStatement AsWritten { get; }

    /// <summary>The same, with what rules leave of it: for sums over many identities.</summary>
    public OpenPart Part => field ??= new OpenPart(AsWritten);

    /// <summary>Compiles a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="pointer">Where it stands.</param>
    public static CompiledStatement Of(PolicyStatement statement, string pointer)
    {
        var strangers = statement.Actions.Patterns.Where(pattern => !pattern.IsEverything && IsStranger(pattern)).ToArray();
        return new CompiledStatement(statement, ActionSet.Of(statement.Actions), strangers, pointer);
    }

    /// <summary>Its actions with those of <paramref name="strangers"/> beside them that it surely is about.</summary>
    public ActionSet Within(IReadOnlyCollection<ActionPattern> strangers)
    {
        if (strangers.Count == 0)
        {
            return Actions;
        }
        return Actions.WithUnknown(strangers.Where(Statement.Actions.IsAbout).Select(stranger => stranger.Source));
    }

    private static bool IsStranger(ActionPattern pattern)
    {
        var catalogue = ActionCatalogue.Instance;
        if (catalogue.FindService(pattern.Service!) is not { } service)
        {
            return true;
        }
        return pattern.Name.Exact is { } name
            ? catalogue.Find(new ActionName(service.Prefix, name)) is null
            : ActionSet.Of(new ActionElement(IsNegated: false, [pattern])).IsEmpty;
    }
}
