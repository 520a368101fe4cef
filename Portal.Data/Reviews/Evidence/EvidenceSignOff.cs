namespace Portal.Data.Reviews.Evidence;

/// <summary>With what a campaign was signed off.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Words">What was signed.</param>
/// <param name="Entry">The entry of the record that says so; nothing after it is part of the evidence.</param>
public sealed record EvidenceSignOff(EvidencePerson By, ZonedTime At, string Words, long Entry);
