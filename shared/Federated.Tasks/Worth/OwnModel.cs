using Federated.Computations.Personalisation;
using Federated.Learning.State;

namespace Federated.Tasks.Worth;

/// <summary>A model that a partner may use instead of the joint one: share · joint + (1 − share) · own, of what the kind of model mixes: logits, or coefficients.</summary>
/// <param name="Kind">How it was made.</param>
/// <param name="JointShare">0 to 1.</param>
/// <param name="Own">The partner's own part; null when the share is 1.</param>
internal sealed record OwnModel(PersonalKind Kind, double JointShare, ModelSnapshot? Own);
