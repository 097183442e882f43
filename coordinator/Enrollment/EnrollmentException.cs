namespace Federated.Coordinator.Enrollment;

/// <summary>Why somebody may not join, in words for the person at the other end.</summary>
internal sealed class EnrollmentException(EnrollmentFault fault, string message) : Exception(message)
{
    public EnrollmentFault Fault { get; } = fault;
}
