namespace Portal.Data.Platforms;

/// <summary>
/// By what identities can become one another, as a graph. Many callers that reach many targets in the same way share a set between them, so
/// that "may pass every role" costs one edge a caller and one a role, not one a pair. Not for several threads while it is made.
/// </summary>
public sealed class EscalationMap
{
    /// <summary>The node of administrators.</summary>
    public const int Administrator = 0;

    private readonly List<EscalationNode> _nodes = [new(EscalationNodeKind.Administrator, Subject: -1, Change: null)];
    private readonly List<EscalationEdge> _edges = [];
    private readonly List<EscalationStep> _steps = [];
    private readonly Dictionary<int, (string Who, bool IsConditional)> _outsiders = [];
    private readonly List<string> _notModelled = [];

    /// <summary>The nodes; the first is <see cref="Administrator"/>, subject <c>i</c> is node <c>i + 1</c>.</summary>
    public IReadOnlyList<EscalationNode> Nodes => _nodes;

    /// <summary>The ways between them, in no order.</summary>
    public IReadOnlyList<EscalationEdge> Edges => _edges;

    /// <summary>The steps that edges name.</summary>
    public IReadOnlyList<EscalationStep> Steps => _steps;

    /// <summary>Nodes of subjects that somebody whom no subject's account holds may act as: who, and whether that depends on something.</summary>
    public IReadOnlyDictionary<int, (string Who, bool IsConditional)> Outsiders => _outsiders;

    /// <summary>What was left out and why, in plain sentences.</summary>
    public IReadOnlyList<string> NotModelled => _notModelled;

    /// <summary>The node of a subject.</summary>
    public static int NodeOf(int subject) => subject + 1;

    /// <summary>Adds a node.</summary>
    /// <returns>Its number.</returns>
    public int Add(EscalationNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    /// <summary>Adds a step.</summary>
    /// <returns>Its number.</returns>
    public int Add(EscalationStep step)
    {
        _steps.Add(step);
        return _steps.Count - 1;
    }

    /// <summary>Adds a way.</summary>
    public void Add(EscalationEdge edge) => _edges.Add(edge);

    /// <summary>Says that somebody from outside may act as a subject.</summary>
    public void LetIn(int subject, string who, bool isConditional) => _outsiders[NodeOf(subject)] = (who, isConditional);

    /// <summary>Says what was left out.</summary>
    public void Leave(string sentence)
    {
        if (!_notModelled.Contains(sentence, StringComparer.Ordinal))
        {
            _notModelled.Add(sentence);
        }
    }
}
