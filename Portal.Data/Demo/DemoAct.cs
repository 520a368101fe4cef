namespace Portal.Data.Demo;

/// <summary>What was done with the demo organization.</summary>
public enum DemoAct
{
    /// <summary>Loading it begins.</summary>
    Begin,
    /// <summary>All of it is there.</summary>
    Load,
    /// <summary>The event simulator was switched on.</summary>
    StartSimulator,
    /// <summary>The event simulator was switched off.</summary>
    StopSimulator,
    /// <summary>A published incident was played.</summary>
    PlayReplay,
}
