namespace Portal.Data.Platforms;

/// <summary>In which sense an identity is as powerful as an administrator.</summary>
public enum AdministratorKind
{
    /// <summary>Every action on every resource is allowed to it, without a condition and without any limit.</summary>
    Everything,
    /// <summary>
    /// It was given everything, nobody put a boundary on it, and what the organization takes from its whole account leaves it at least one way
    /// to give rights without a condition.
    /// </summary>
    AllThatIsLeft,
    /// <summary>It may rewrite, without a condition, what it itself holds, and no boundary that it cannot take off stands in its way.</summary>
    CanGrantItself,
}
