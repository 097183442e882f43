using Federated.Computations.Personalisation;
using Federated.Learning.State;

namespace Federated.Tasks.TwoClass;

/// <summary>A model that a partner may use instead of the joint one: its logits are share · joint + (1 − share) · own.</summary>
/// <param name="Kind">How it was made.</param>
/// <param name="JointShare">0 to 1.</param>
/// <param name="Own">The partner's own part; null when the share is 1.</param>
internal sealed record OwnModel(PersonalKind Kind, double JointShare, ModelSnapshot? Own);
