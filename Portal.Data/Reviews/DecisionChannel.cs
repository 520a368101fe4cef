namespace Portal.Data.Reviews;

/// <summary>How an answer arrived.</summary>
public enum DecisionChannel
{
    /// <summary>On the review page.</summary>
    Page,
    /// <summary>Through the API.</summary>
    Api,
}
