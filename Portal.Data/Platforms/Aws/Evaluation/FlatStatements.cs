using System.Runtime.InteropServices;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>
/// All statements that apply, in one row and in the order of their layers, so that a decision reads memory from front to back. Only for few
/// statements whose documents are all known: long documents are looked up by service instead.
/// </summary>
internal sealed class FlatStatements
{
    private const int Most = 64;

    private readonly List<string> _policies = [];

    private FlatStatements()
    {
    }

    /// <summary>The row; null when there are too many or some are unknown.</summary>
    public Entry[]? Entries { get; private set; }

    /// <summary>The name of the policy that holds a statement.</summary>
    public string PolicyOf(in Entry entry) => _policies[entry.Policy];

    /// <summary>Puts the statements in a row.</summary>
    public static FlatStatements Of(AppliedPolicies policies)
    {
        var flat = new FlatStatements();
        var entries = new List<Entry>();
        var isFlat = flat.Add(entries, PolicyLayer.Identity, 0, policies.Identity)
            && flat.Add(entries, PolicyLayer.Boundary, 0, policies.Boundary)
            && flat.Add(entries, PolicyLayer.Session, 0, policies.Session)
            && flat.Add(entries, PolicyLayer.ServiceControl, policies.ServiceControl)
            && flat.Add(entries, PolicyLayer.ResourceControl, policies.ResourceControl)
            && flat.Add(entries, PolicyLayer.Resource, 0, policies.Resource is { } resource ? [resource] : null)
            && flat.Add(entries, PolicyLayer.Endpoint, 0, policies.Endpoint);
        flat.Entries = isFlat ? [.. entries] : null;
        return flat;
    }

    private bool Add(List<Entry> entries, PolicyLayer layer, IReadOnlyList<PolicyLevel> levels)
    {
        for (var level = 0; level < levels.Count; level++)
        {
            if (!Add(entries, layer, level, levels[level].Policies))
            {
                return false;
            }
        }
        return true;
    }

    private bool Add(List<Entry> entries, PolicyLayer layer, int level, IReadOnlyList<AppliedPolicy>? policies)
    {
        for (var i = 0; i < (policies?.Count ?? 0); i++)
        {
            if (policies![i].Document?.Few is not { } few || entries.Count + few.Length > Most || _policies.Count > byte.MaxValue || level > byte.MaxValue)
            {
                return false;
            }
            foreach (var head in few)
            {
                entries.Add(new Entry(layer, level, _policies.Count, head));
            }
            _policies.Add(policies[i].Name);
        }
        return true;
    }

    /// <summary>One statement, small: a decision waits for memory more than for anything else.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Entry(PolicyLayer layer, int level, int policy, StatementHead head)
    {
        /// <summary>The statement.</summary>
        public readonly StatementHead Head = head;

        private readonly byte _layer = (byte)layer;
        private readonly byte _level = (byte)level;
        private readonly byte _policy = (byte)policy;

        /// <summary>Which policy of the row holds it, from 0.</summary>
        public int Policy => _policy;

        /// <summary>Where its policy stands.</summary>
        public PolicyLayer Layer => (PolicyLayer)_layer;

        /// <summary>Which level of the organization, from 0.</summary>
        public int Level => _level;
    }
}
