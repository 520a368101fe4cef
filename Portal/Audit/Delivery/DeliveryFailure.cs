namespace Portal.Audit.Delivery;

/// <summary>A target that does not take checkpoints.</summary>
/// <param name="Target">What people call it.</param>
/// <param name="Since">When it began.</param>
/// <param name="Problem">What went wrong last.</param>
public sealed record DeliveryFailure(string Target, DateTimeOffset Since, string Problem);
