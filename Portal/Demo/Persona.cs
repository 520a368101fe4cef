namespace Portal.Demo;

/// <summary>Whom one can be in the demo.</summary>
public enum Persona
{
    /// <summary>The security engineer.</summary>
    Engineer,
    /// <summary>An owner of agents.</summary>
    Owner,
    /// <summary>A manager who sponsors agents.</summary>
    Manager,
    /// <summary>Someone who agrees to gated changes.</summary>
    Approver,
    /// <summary>The auditor.</summary>
    Auditor,
    /// <summary>The administrator.</summary>
    Administrator,
}
