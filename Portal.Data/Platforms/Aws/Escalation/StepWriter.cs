using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>Writes what actors can do into the map; what is told of a step is kept once for all who take it alike.</summary>
/// <param name="map">The map.</param>
internal sealed class StepWriter(EscalationMap map)
{
    private readonly Dictionary<(CallerRights Rights, Primitive Primitive, int To, string Conditions), int> _steps = [];
    private readonly Dictionary<string, int> _conditions = new(StringComparer.Ordinal);

    /// <summary>An actor gets to a node by a primitive, unless the answer is no.</summary>
    public void Add(Actor actor, Primitive primitive, int to, RuleAnswer answer)
    {
        if (answer.Holds == Truth.No)
        {
            return;
        }
        var key = (actor.Rights, primitive, to, string.Join('\n', answer.Conditions));
        if (!_steps.TryGetValue(key, out var step))
        {
            var granted = primitive.Actions.Select(action => action.Split('|')).Select(ones => ones.FirstOrDefault(one => !PrimitiveCheck.RuleOf(actor, primitive, one).IsNever) ?? ones[0]).ToList();
            _steps[key] = step = map.Add(new EscalationStep(
                primitive.Id,
                primitive.Name,
                granted,
                primitive.Service,
                [.. granted.Select(action => (action, PrimitiveCheck.RuleOf(actor, primitive, action).GrantedBy)).Where(pair => pair.GrantedBy.Length > 0).Select(pair => $"{pair.action}: {pair.GrantedBy}")],
                answer.Conditions));
        }
        map.Add(new EscalationEdge(actor.Node, to, step));
    }

    /// <summary>What a member of a set depends on, as a step without words; none when on nothing.</summary>
    public int Conditions(RuleAnswer answer)
    {
        if (answer.Conditions.Count == 0)
        {
            return EscalationEdge.NoStep;
        }
        var key = string.Join('\n', answer.Conditions);
        if (!_conditions.TryGetValue(key, out var step))
        {
            _conditions[key] = step = map.Add(new EscalationStep(string.Empty, string.Empty, [], Service: null, [], answer.Conditions));
        }
        return step;
    }
}
