namespace Portal.Data.Inventory;

/// <summary>How far an agent acts without a person.</summary>
public enum Autonomy
{
    /// <summary>Nobody said.</summary>
    Unknown,
    /// <summary>It suggests, people act.</summary>
    Suggests,
    /// <summary>It acts after a person agreed.</summary>
    ActsWithApproval,
    /// <summary>It acts on its own.</summary>
    ActsAlone,
}
