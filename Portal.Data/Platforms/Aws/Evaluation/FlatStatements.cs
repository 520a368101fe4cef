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

    private FlatStatements(Entry[]? entries) => Entries = entries;

    /// <summary>The row; null when there are too many or some are unknown.</summary>
    public Entry[]? Entries { get; }

    /// <summary>Puts the statements in a row.</summary>
    public static FlatStatements Of(AppliedPolicies policies)
    {
        var entries = new List<Entry>();
        var isFlat = Add(entries, PolicyLayer.Identity, 0, policies.Identity)
            && Add(entries, PolicyLayer.Boundary, 0, policies.Boundary)
            && Add(entries, PolicyLayer.Session, 0, policies.Session)
            && Add(entries, PolicyLayer.ServiceControl, policies.ServiceControl)
            && Add(entries, PolicyLayer.ResourceControl, policies.ResourceControl)
            && Add(entries, PolicyLayer.Resource, 0, policies.Resource is { } resource ? [resource] : null)
            && Add(entries, PolicyLayer.Endpoint, 0, policies.Endpoint);
        return new FlatStatements(isFlat ? [.. entries] : null);
    }

    private static bool Add(List<Entry> entries, PolicyLayer layer, IReadOnlyList<PolicyLevel> levels)
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

    private static bool Add(List<Entry> entries, PolicyLayer layer, int level, IReadOnlyList<AppliedPolicy>? policies)
    {
        for (var i = 0; i < (policies?.Count ?? 0); i++)
        {
            if (policies![i].Document?.Few is not { } few || entries.Count + few.Length > Most)
            {
                return false;
            }
            foreach (var head in few)
            {
                entries.Add(new Entry(layer, level, policies[i].Name, head));
            }
        }
        return true;
    }

    /// <summary>One statement.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Entry(PolicyLayer layer, int level, string policy, StatementHead head)
    {
        /// <summary>The statement.</summary>
        public readonly StatementHead Head = head;

        /// <summary>The policy's name.</summary>
        public string Policy => policy;

        /// <summary>Where its policy stands.</summary>
        public PolicyLayer Layer => layer;

        /// <summary>Which level of the organization, from 0.</summary>
        public int Level => level;
    }
}
