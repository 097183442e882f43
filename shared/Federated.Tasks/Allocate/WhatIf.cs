using Federated.Learning.Allocation;

namespace Federated.Tasks.Allocate;

/// <summary>What another budget would do.</summary>
/// <param name="Change">Against the budget asked for: −0.25 is a quarter less.</param>
/// <param name="Budget">That budget.</param>
/// <param name="Plan">How it is spent; null when the minimum spends take more.</param>
public sealed record WhatIf(double Change, double Budget, AllocationPlan? Plan);
