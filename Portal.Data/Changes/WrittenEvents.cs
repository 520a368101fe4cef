namespace Portal.Data.Changes;

/// <summary>What became of events that were new.</summary>
/// <param name="Written">How many became changes.</param>
/// <param name="Ignored">How many were left out since they only matter of agents.</param>
/// <param name="Waiting">How many of the ignored are kept for a while and were not before; see <see cref="Chains.PassingAct"/>.</param>
/// <param name="Recalled">How many that had waited became changes.</param>
internal sealed record WrittenEvents(int Written, int Ignored, int Waiting, int Recalled)
{
    /// <summary>Whether anything was stored.</summary>
    public bool IsAnything => Written + Waiting + Recalled > 0;
}
