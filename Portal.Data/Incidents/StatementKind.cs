namespace Portal.Data.Incidents;

/// <summary>Who claims it. What somebody says is never evidence, whoever it is.</summary>
public enum StatementKind
{
    /// <summary>A person.</summary>
    Person,
    /// <summary>An AI agent, quoted from somewhere.</summary>
    Agent,
}
