using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>The table of review items.</summary>
internal sealed class ReviewItemConfiguration : IEntityTypeConfiguration<ReviewItem>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ReviewItem> builder)
    {
        builder.ToTable("review_items");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Trail).StoredAsJson();
        builder.Property(i => i.Shown).StoredAsJson();
        builder.Property(i => i.Justification).HasMaxLength(Answer.JustificationLength);
        builder.HasIndex(i => new { i.CampaignId, i.EntitlementId }).IsUnique();
        builder.HasIndex(i => new { i.CampaignId, i.State });
        builder.HasIndex(i => new { i.CampaignId, i.ReviewerId, i.AgentRisk, i.AgentId, i.Risk, i.Id });
        builder.HasIndex(i => new { i.ReviewerId, i.State });
        builder.HasIndex(i => new { i.IdentityId, i.AnsweredAt });
        builder.HasOne<Campaign>().WithMany().HasForeignKey(i => i.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Entitlement>().WithMany().HasForeignKey(i => i.EntitlementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(i => i.ReviewerId).OnDelete(DeleteBehavior.Restrict);
    }
}
